"""A fuzz target for the whole analyzer: on any text it answers or says *not scanned*, and its findings lie in the text.

``python -m evaluation fuzz --seconds 60`` mutates texts of the open part. With atheris installed, ``one`` is its ``TestOneInput``:
``atheris.Setup(sys.argv, fuzz.one); atheris.Fuzz()``.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cache
from random import Random

from detectors.analyzer import Analyzer
from detectors.finding import Finding, NotScanned

NASTY = (
    "\x00", "\ud800", "\udfff", "\u202e", "\u200b", "\u0301" * 50, "\u00ad", "\uffff", "\U0001f600", "\u0130", "ß", "ﬁ", "١", "７",
    "\r\n", "\n",
    "\t", " " * 40, "&#55;", "&amp;#55;", "%37", "%C3", "\\u0037", "\\ud83d", "\\x", "\\/", "NzEwMzE5LzI3NDU=", "3731303331392f32373435",
    "lomeno ",
    "sedm set ", "osm ", "7 1 0 3 1 9 ", "710319/2745", "724 123 456", "@", "(zavináč)", "CZ65", "Ing. ", "Novák", "paní ", "<", "|",
    ";", '"', "{",
)  # fmt: skip
"""What is put between."""


class Broken(AssertionError):
    """The analyzer broke its word. The message says which, and holds nothing of the text."""


@cache
def _analyzer() -> Analyzer:
    return Analyzer.load()


def checked(text: str, findings: Sequence[Finding]) -> None:
    """Raises :class:`Broken` unless the findings lie in the text, in order and without overlaps, with scores of 0 to 1."""
    done = 0
    for finding in findings:
        if not done <= finding.start < finding.end <= len(text):
            raise Broken("a finding overlaps another or lies outside the text")
        if not 0 <= finding.score <= 1:
            raise Broken("a score is no share")
        done = finding.end


def scan(text: str) -> None:
    """One text."""
    try:
        findings = _analyzer().analyze(text)
    except NotScanned as failed:
        if failed.reason not in {"text_length", "findings"}:
            raise Broken(f"a text of ordinary length was not scanned: {failed.reason}") from None
    else:
        checked(text, findings)


def one(data: bytes) -> None:
    """One input of a fuzzer: bytes as text, with lone surrogates where they are no UTF-8."""
    scan(data.decode("utf-8", "surrogateescape"))


def mutated(text: str, rng: Random) -> str:
    """The text with a few things put in, taken out, doubled or swapped."""
    for _ in range(rng.randrange(1, 8)):
        at = rng.randrange(len(text) + 1)
        end = min(at + rng.randrange(12), len(text))
        way = rng.randrange(4)
        if way == 0:
            text = text[:at] + rng.choice(NASTY) + text[at:]
        elif way == 1:
            text = text[:at] + text[end:]
        elif way == 2:
            text = text[:end] + text[at:end] * rng.randrange(1, 5) + text[end:]
        else:
            text = text[:at] + chr(rng.choice((rng.randrange(0x80), rng.randrange(0x600), rng.randrange(0x110000)))) + text[end:]
    return text


def run(seeds: Sequence[str], seconds: float, seed: int) -> int:
    """Fuzzes for so long; gives how many texts were tried. Raises :class:`Broken` with the seed of the text that broke it."""
    until = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < until:
        rng = Random(f"{seed}:{tried}")  # noqa: S311  test data
        try:
            scan(mutated(rng.choice(seeds), rng))
        except Broken as broken:
            raise Broken(f"{broken}; --seed {seed}, text {tried}") from None
        tried += 1
    return tried

"""Where a text speaks of somebody's birth: "nar.", "narozen", "datum narození". Found once, for the date, the place and the year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detectors.text.view import View
from detectors.text.words import beginnings, distinct_words

_SEEDS = tuple(
    (seed, frozenset(keys.split()))
    for seed, keys in {"nar": "nar naro", "birth": "birt", "dob": "dob", "born": "born", "rodi": "rodi", "roda": "roda"}.items()
)
"""With what a word begins that holds one of them."""
_LETTERS = ("d. n.", "d.n.")
_SEED = re.compile(r"(?<![^\W_])(?:nar(?:oz|od[ei]|[. :\"'_]|\Z)|birth|dob(?![a-z])|born(?![a-z])|rodis|roda[ck]|d\. ?n\.)|(?<=_)birth")
_REACH = 34
"""How far before its seed a label may begin: "datum, měsíc a rok narození"."""
_LABEL = re.compile(
    r"(?<![^\W_])(?:"
    r"(?P<both>(?:dat\w{0,3}\.?|den)[ _,]{1,2}(?:a|,|mesic)[ _](?:rok[ _])?(?:mist\w{1,2}|rok)[ _]?nar\w*\.?|datum/misto nar\w*)"
    r"|(?P<place>(?:mist\w{1,2}|obec|okres|stat|miesto)[ _](?:a (?:okres|stat) )?nar(?:ozeni|odenia|\.)|rodist[ei]"
    r"|place[ _]of[ _]birth|birth_?place|rodak z[e]?|rodack\w z[e]?)"
    r"|(?P<date>(?:dat(?:um|a|um\.|em|\.)?|den|dne|rok|rocnik|d\.)[ _-]?nar(?:\.|ozen\w{0,3}|odenia)?"
    r"|nar(?:ozen\w{0,2}(?:/?\(?-?[ay]\)|/-?a)|ozen\w{0,3}|odil\w{0,2}|oden\w{0,3})|nar\.|nar(?=[ :])"
    r"|(?:date[ _]of[ _])?birth_?(?:[ _]?date)?|dob|born(?: on)?|d\. ?n\.)"
    r")(?![^\W_])"
)
_BIRTHDAY = re.compile(r"narozenin")


@dataclass(frozen=True, slots=True)
class BirthLabel:
    """A label: ``kind`` is "date", "place" or "both"; ``short`` when it is only "nar."."""

    start: int
    end: int
    kind: str
    short: bool


def _labels(view: View) -> list[BirthLabel]:
    folded, words, begin = view.folded, distinct_words(view), beginnings(view)
    seeds: list[int] = []
    for seed in (*(seed for seed, keys in _SEEDS if not keys.isdisjoint(begin)), *(_LETTERS if "d" in words and "n" in words else ())):
        at = folded.find(seed)
        while at >= 0:
            if _SEED.match(folded, at):
                seeds.append(at)
            at = folded.find(seed, at + 1)
    found: list[BirthLabel] = []
    reach = 0
    for seed_at in sorted(seeds):
        if seed_at < reach:
            continue
        match = _LABEL.search(folded, max(seed_at - _REACH, reach), min(seed_at + 24, len(folded)))
        if match is None:
            continue
        start, end = match.span()
        reach = end
        if "ř" in view.text[start:end] or "Ř" in view.text[start:end]:
            continue  # nařízení
        word = match[0]
        if word in {"den", "dne"} or _BIRTHDAY.match(folded, start):
            continue
        found.append(BirthLabel(start, end, match.lastgroup or "date", short=len(word) <= 4))
    return found


def birth_label(view: View) -> object:
    """The need of any label of a birth."""
    return view.memo("birth_labels", _labels)


def birth_labels(view: View) -> list[BirthLabel]:
    """Every label of a birth, in order; worked out once per text."""
    return view.memo("birth_labels", _labels)

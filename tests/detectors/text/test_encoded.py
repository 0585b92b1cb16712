"""Encoded runs: text is read, anything else is left alone."""

from __future__ import annotations

import base64
import hashlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.text.encoded import changes
from detectors.text.view import View

SECRET = "údaj 710319/2745"


def read(text: str) -> list[str]:
    return [change.read.strip() for change in changes(View(text))]


ROWS = [
    (base64.b64encode(SECRET.encode()).decode(), "base64"),
    (base64.b64encode(SECRET.encode()).decode().rstrip("="), "base64 without its padding"),
    (base64.urlsafe_b64encode(SECRET.encode()).decode(), "base64url"),
    (SECRET.encode().hex(), "hexadecimal"),
    (SECRET.encode().hex().upper(), "hexadecimal in capitals"),
    ("0x" + SECRET.encode().hex(), "hexadecimal with its prefix"),
]


@pytest.mark.parametrize(("run", "reason"), ROWS, ids=[row[1] for row in ROWS])
def test_read(run: str, reason: str) -> None:
    """Wherever it stands."""
    for text in (run, f"RČ: {run} a dál", f'{{"a":"{run}"}}', f"x={run}&y=1"):
        assert read(text) == [SECRET], reason


def test_utf_16() -> None:
    """As PowerShell writes it."""
    assert read(base64.b64encode("tel. 724123456".encode("utf-16-le")).decode()) == ["tel. 724123456"]


def test_the_shortest() -> None:
    """A bare telephone number."""
    assert read("volej NzI0MTIzNDU2") == ["724123456"]


def test_several_lines() -> None:
    """As e-mail writes it, and the line after it is not part of it."""
    text = "Dobrý den, " * 20 + SECRET
    packed = base64.encodebytes(text.encode()).decode()
    assert read(packed) == [text]
    one = base64.b64encode((SECRET * 3).encode()).decode()[:68]
    assert len(one) == 68
    assert len(read(f"{one}\nDatum podani")) == 1


CLEAN = [
    ("elektronizace administrativa Administrativa", "ordinary words"),
    (hashlib.sha256(b"x").hexdigest(), "a hash"),
    (hashlib.sha1(b"y", usedforsecurity=False).hexdigest(), "a commit"),
    (base64.b64encode(bytes(range(200))).decode(), "bytes that are no text"),
    ("https://www.kraj-lbc.cz/urad/OdborDopravy/formulare", "an address"),
    ("NejvetsiSpolecnostProVyrobu", "words run together"),
    ("123456789012345678901234", "digits"),
]


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_left_alone(text: str, reason: str) -> None:
    """Nothing to read."""
    assert read(text) == [], reason


def test_random_runs_are_left_alone() -> None:
    """Keys and pictures: hardly any random run is text."""
    rng = Random(1)
    assert sum(bool(read(base64.b64encode(rng.randbytes(30)).decode())) for _ in range(500)) == 0


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    """On any text."""
    list(changes(View(text)))

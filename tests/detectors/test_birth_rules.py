"""What each spelling of a birth number needs beside it."""

from __future__ import annotations

from datetime import date

import pytest

from detectors.birth import Kind
from detectors.birth_rules import readings
from detectors.text.view import View
from support.birth_numbers import exception, nine, slash, ten, wrong

OK = "7103192745"
BAD = wrong(OK)
NINE = nine(date(1948, 5, 6), serial=123)
ECP = ten(date(1971, 3, 9), day=40)
INSURER = ten(date(1971, 3, 25), day=50)
EITHER = ten(date(1971, 3, 19), day=40)
CHILD = ten(date(2017, 4, 12), serial=100)
SLOVAK_PHONE = next(n for n in (f"09051{n:05}" for n in range(23456, 30000)) if int(n) % 11 == 0)

FOUND = [
    (slash(OK), Kind.BIRTH, "slash and check digit"),
    (slash(exception(date(1971, 3, 19))), Kind.BIRTH, "the exception of 1954–1985"),
    (OK, Kind.BIRTH, "ten bare digits with the check"),
    (f"VS {OK}", Kind.BIRTH, "variable symbols often are the birth number"),
    (f"CZ{OK}", Kind.BIRTH, "the tax number of a trader is the birth number"),
    (f"RČ{slash(OK)}", Kind.BIRTH, "the label tight before it"),
    (f"rodné číslo {BAD}", Kind.BIRTH, "a typing error beside the label"),
    (f"r. č. {slash(BAD)}", Kind.BIRTH, "a typing error beside the abbreviation"),
    (f"{slash(BAD)} (rodné číslo)", Kind.BIRTH, "the label behind it"),
    ("rodné číslo: 711319/2745", Kind.BIRTH, "an impossible month beside the label"),
    (f"RODNÉ ČÍSLO {NINE}", Kind.BIRTH, "nine digits beside the label"),
    (f"rodneho cisla {NINE}", Kind.BIRTH, "nine digits, no diacritics"),
    (slash(NINE), Kind.BIRTH, "nine digits with a slash"),
    (f"nar. {NINE}", Kind.BIRTH, "nine digits after 'nar.'"),
    ("710319/****", Kind.BIRTH, "masked"),
    (f"EČP {ECP}", Kind.ECP, "EČP beside its label"),
    (slash(ECP), Kind.ECP, "EČP with a slash"),
    (f"evidenční číslo pojištěnce {EITHER}", Kind.ECP, "a day of either issuer, by the label"),
    (f"číslo pojištěnce {EITHER}", Kind.INSURER, "a day of either issuer, by the label"),
    (f"číslo pojištěnce {INSURER}", Kind.INSURER, "an insurer's number beside its label"),
    (slash(INSURER), Kind.INSURER, "an insurer's number with a slash"),
    (f"číslo pojištěnce {OK}", Kind.BIRTH, "an insured person's number that is a birth number"),
    (f"{OK};Novák;Jan", Kind.BIRTH, "a table without a header"),
    (f"5,{OK},Novák", Kind.BIRTH, "comma-separated values"),
    (f"č. j. 12/3456, r. č. {slash(OK)}", Kind.BIRTH, "a file mark before, but the label is nearer"),
    (f"tel. 724 123 456, {slash(OK)}", Kind.BIRTH, "a phone before it"),
]

NOT_FOUND = [
    (slash(BAD), "a slash and a wrong check without a label"),
    (BAD, "ten bare digits with a wrong check"),
    (NINE, "nine bare digits"),
    (f"částka {NINE}", "nine bare digits in a sum"),
    ("č. j. 120515/2024", "a file mark"),
    ("sp. zn. 710319/2010", "a file mark"),
    (f"č. j. {slash(NINE)}", "a file mark of six and three digits"),
    ("12/3456", "a short file mark"),
    (f"ISBN {OK}", "ISBN-10"),
    (f"EAN {OK}", "a fragment of a bar code"),
    (f"timestamp: {CHILD}" if CHILD[6:8] < "24" and CHILD[8:] < "60" else "timestamp: 1712345678", "a time stamp"),
    ("záloha_2411221530.zip", "a time in a file name"),
    ("log 2411221530", "a time in a log"),
    ("1712345678", "seconds since 1970"),
    ("420724123456", "a phone with its prefix"),
    ("+420 724 123 456", "a phone with its prefix"),
    ("724123456", "a phone"),
    ("485226111", "a fixed line: month 52, day 26, but 1948 needs a slash or a label"),
    (f"tel. {SLOVAK_PHONE}", "a Slovak phone that passes the check"),
    (f"a{OK}f", "hexadecimal"),
    (ECP, "bare EČP"),
    (INSURER, "bare insurer's number"),
    ("rodné číslo neuvedl, telefon 205512345", "the label speaks for nothing, the phone stands nearer to its own"),
    ("19-2000145399/0800", "an account number"),
    ("70891508", "an organisation's number"),
    ("2000145399/0800", "an account number"),
    ("CZ6508000000192000145399", "an account in its international form"),
    ("4111 1111 1111 1111", "a card"),
    ("č. j. 120515/xxxx", "a file mark with a gap"),
]


@pytest.mark.parametrize(("text", "kind", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, kind: Kind, reason: str) -> None:
    """A number of that kind and no other."""
    assert [r.kind for r in readings(View(text), *Kind)] == [kind], reason


@pytest.mark.parametrize(("text", "reason"), NOT_FOUND, ids=[row[1] for row in NOT_FOUND])
def test_not_found(text: str, reason: str) -> None:
    """No number of the family."""
    assert not list(readings(View(text), *Kind)), reason


def test_scores_follow_the_evidence() -> None:
    """More evidence, more score: label and slash, slash, bare, wrong check beside the label, impossible date beside the label."""
    texts = [f"r. č. {slash(OK)}", slash(OK), OK, f"r. č. {BAD}", "r. č. 7113192745"]
    scores = [next(readings(View(text), *Kind)).score for text in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_serial_000_scores_lower() -> None:
    """Sources contradict on serial 000: found, but weaker."""
    weak, plain = (next(readings(View(text), *Kind)).score for text in ("530101/000", "530101/001"))
    assert weak < plain


def test_the_family_is_read_once() -> None:
    """The three recognizers share one pass."""
    view = View(f"{slash(OK)} {slash(ECP)}")
    list(readings(view, Kind.BIRTH))
    steps = view.steps_left
    list(readings(view, Kind.ECP))
    assert view.steps_left == steps

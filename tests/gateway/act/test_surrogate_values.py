"""The rule: a surrogate has the shape of its value, cannot be anybody's, is nobody else's in the conversation, and comes back exactly."""

from __future__ import annotations

import ipaddress
import re
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.analyzer import Analyzer
from detectors.checks import ico
from detectors.finance.cards import has_brand, luhn
from detectors.finance.iban import is_iban
from detectors.phone_plan import is_czech, is_slovak
from gateway.act import surrogate_values
from gateway.act.pseudonyms import Table
from gateway.act.restore import Restorer
from gateway.act.surrogate_values import EACH, KINDS, forms, made, place
from gateway.act.surrogates import only, written
from gateway.act.tokens import FILES_FLOOR, FOUND_LATER, Token, names

VALUES = {
    "RODNE_CISLO": "715319/2743", "SLOVENSKE_RODNE_CISLO": "715319/2743", "CISLO_POJISTENCE_EVIDENCNI": "715359/2743",
    "CISLO_POJISTENCE": "715369/2743", "DATUM_NAROZENI": "12. 5. 1971", "ADRESA": "Lipová 12, 460 01 Liberec",
    "BANKOVNI_UCET": "19-2000145399/0800", "IBAN": "CZ65 0800 0000 1920 0014 5399", "PLATEBNI_KARTA": "4111 1111 1111 1111",
    "TELEFON": "724 123 456", "E_MAIL": "jana@mesto.example", "OBCANSKY_PRUKAZ": "204512345", "CESTOVNI_PAS": "41234567",
    "RIDICSKY_PRUKAZ": "EK 123456", "ICO": "70891508", "DIC": "CZ7153192743", "DATOVA_SCHRANKA": "a2b3c4d",
    "REGISTRACNI_ZNACKA": "1A2 3456", "VIN": "TMBJJ7NE1J0123456", "CISLO_SOCIALNIHO_ZABEZPECENI": "536-22-1234",
    "SPISOVA_ZNACKA": "12 C 345/2023", "IP_ADRESA": "89.24.155.12", "MAC_ADRESA": "3C:5A:B4:12:34:56",
}  # fmt: skip
"""A value of each kind that has surrogates."""

FLOORS = (0, FOUND_LATER, FILES_FLOOR)
NUMBERS = st.builds(lambda floor, at: floor + at, st.sampled_from(FLOORS), st.integers(1, EACH))
EVERY = [(kind, floor + at) for kind in sorted(KINDS) for floor in FLOORS for at in range(1, EACH + 1)]


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def impossible(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return True
    return False


NOBODYS = {
    "RODNE_CISLO": lambda new: new[4:6] == "00",
    "SLOVENSKE_RODNE_CISLO": lambda new: new[4:6] == "00",
    "CISLO_POJISTENCE_EVIDENCNI": lambda new: new[4:6] == "40",  # 40 is added to the day
    "CISLO_POJISTENCE": lambda new: new[4:6] == "50",  # 50 is
    "DATUM_NAROZENI": lambda new: impossible(*reversed(new.split(". "))),
    "ADRESA": lambda new: re.search(r", 0[0-9]{2} [0-9]{2} ", new) and new.rpartition(" ")[2] not in TOWNS,
    "BANKOVNI_UCET": lambda new: new.endswith("/0000"),
    "IBAN": lambda new: not is_iban(new.replace(" ", "")) and new[2:4] == "00",
    "PLATEBNI_KARTA": lambda new: not luhn(digits(new)) and not has_brand(digits(new)) and new[0] == "0",
    "TELEFON": lambda new: not is_czech(digits(new)[3:]) and not is_slovak(digits(new)[3:]),
    "E_MAIL": lambda new: new.endswith(".invalid"),
    "OBCANSKY_PRUKAZ": lambda new: new.startswith("00"),
    "CESTOVNI_PAS": lambda new: new.startswith("0000"),
    "RIDICSKY_PRUKAZ": lambda new: new[0] not in "AEIOUY",
    "ICO": lambda new: not ico.passes(new),
    "DIC": lambda new: len(digits(new)) == 8 and not ico.passes(digits(new)),
    "DATOVA_SCHRANKA": lambda new: bool(set(new) & set("lo01")),
    "REGISTRACNI_ZNACKA": lambda new: "Q" in new,
    "VIN": lambda new: bool(set(new) & set("IOQ")),
    "CISLO_SOCIALNIHO_ZABEZPECENI": lambda new: new.startswith("000-"),
    "SPISOVA_ZNACKA": lambda new: new.startswith("0 ") and new.endswith("/1800"),
    "IP_ADRESA": lambda new: any(
        ipaddress.ip_address(new) in ipaddress.ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")
    ),
    "MAC_ADRESA": lambda new: new.startswith("00:00:5E:00:53:"),
}  # fmt: skip
"""Why it cannot be anybody's; most by the detectors' own checks."""

TOWNS = {
    town.strip()
    for line in (files("detectors.addresses") / "towns.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for town in line.split(",")
}


def test_each_kind_has_a_reason() -> None:
    """And a token of that name."""
    assert set(NOBODYS) == set(VALUES) == KINDS
    assert set(names().values()) >= KINDS


@given(st.sampled_from(sorted(KINDS)), NUMBERS)
def test_nobody_can_have_it(kind: str, number: int) -> None:
    """Of every kind and number: never the value, as long as the original's shape, and impossible."""
    new = made(Token(kind, number), VALUES[kind])
    if new:
        assert NOBODYS[kind](new), kind
        assert new != VALUES[kind]
    else:
        assert kind in {"DATUM_NAROZENI", "IP_ADRESA", "MAC_ADRESA"}  # there are not so many
        assert written(Token(kind, number), VALUES[kind]) == f"[{kind}_{number}]"


def test_nobody_elses() -> None:
    """No two tokens share one, of whatever kind and however it is written, with or without what stands between its digits."""
    owners: dict[str, tuple[str, int]] = {}
    for kind, number in EVERY:
        for form in forms(Token(kind, number), VALUES[kind]):
            plain = re.sub(r"[\s./-]", "", form)
            assert owners.setdefault(plain, (kind, number)) == (kind, number)


@pytest.mark.parametrize(
    ("number", "where"), [(0, None), (999, (0, 999)), (1000, None), (10_001, (1, 1)), (100_999, (2, 999)), (500_000, None)]
)
def test_where_a_number_stands(number: int, where: tuple[int, int] | None) -> None:
    """Each floor has its own values: a table that was lost must not come back as somebody else's."""
    assert place(number) == where


@given(st.sampled_from(sorted(KINDS)), NUMBERS)
def test_never_the_value_itself(kind: str, number: int) -> None:
    """Who is given a surrogate as a value (an answer that is asked about again) gets a token."""
    new = made(Token(kind, number), VALUES[kind])
    if new:
        assert written(Token(kind, number), new) in {f"[{kind}_{number}]", made(Token(kind, number), new)} - {new}


SHAPES = [
    ("DATUM_NAROZENI", "12.05.1971", "30.02.1931", "with zeros"),
    ("DATUM_NAROZENI", "1971-05-12", "1931-02-30", "as ISO 8601 has it"),
    ("DATUM_NAROZENI", "12/5/1971", "30/2/1931", "with slashes"),
    ("DATUM_NAROZENI", "12. května 1971", "30. února 1931", "in words"),
    ("RODNE_CISLO", "710319/2743", "600300/0071", "a man's"),
    ("IBAN", "CZ6508000000192000145399", "CZ0000000000001000000001", "in one"),
    ("REGISTRACNI_ZNACKA", "1A23456", "1Q00001", "tight"),
    ("IP_ADRESA", "2a00:1028:83a0:1::2", "2001:db8::0:1", "version 6"),
    ("MAC_ADRESA", "3C-5A-B4-12-34-56", "00-00-5E-00-53-00", "with hyphens"),
]


@pytest.mark.parametrize(("kind", "value", "new", "why"), SHAPES, ids=[row[3] for row in SHAPES])
def test_the_shape_of_the_value(kind: str, value: str, new: str, why: str) -> None:
    """As the value is written."""
    assert made(Token(kind, 1), value) == new, why


@given(
    st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.integers(1, 85), st.sampled_from(FLOORS)), min_size=1, max_size=6, unique=True),
    st.lists(st.integers(0, 400), max_size=10),
)
def test_back_exactly(chosen: list[tuple[str, int, int]], cuts: list[int]) -> None:
    """Whatever stands beside it, wherever an answer is cut."""
    table = {Token(kind, floor + at): f"<{kind} {at} {floor}>" for kind, at, floor in chosen}
    said = "; ".join(f"slovo {made(token, value)}, dál" for token, value in table.items()) + "."
    expected = "; ".join(f"slovo {value}, dál" for value in table.values()) + "."
    restore = Restorer(table, surrogates=True)
    edges = sorted({0, len(said), *(min(cut, len(said)) for cut in cuts)})
    parts = [said[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    assert "".join(restore(("a",), part, at == len(parts) - 1) for at, part in enumerate(parts)) == expected


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.load()


SENTENCES = [
    "Jana Dvořáková, nar. 12. 5. 1971, r. č. 715319/2743, bytem Lipová 12, 460 01 Liberec.",
    "Datum narození: 12.05.1971.",
    "Narozena dne 12. května 1971 v Brně.",
    "Číslo občanského průkazu: 204512345.",
    "Cestovní pas č. 41234567.",
    "Řidičský průkaz č. EK 123456.",
    "OSVČ, IČO: 70891508, DIČ: CZ7153192743.",
    "ID datové schránky: a2b3c4d.",
    "Vozidlo RZ 1A2 3456, VIN TMBJJ7NE1J0123456.",
    "IBAN CZ65 0800 0000 1920 0014 5399.",
    "Karta 4111 1111 1111 1111.",
    "Účet 19-2000145399/0800.",
    "Spisová značka 12 C 345/2023 u soudu.",
    "Volejte 724 123 456, jana@mesto.cz",
    "IP adresa 89.24.155.12 a 2a00:1028:83a0:1::2",
    "MAC 3C:5A:B4:12:34:56",
    "evidenční číslo pojištěnce 715359/2743",
    "číslo pojištěnce 7153692743",
]


@pytest.mark.parametrize("floor", [0, 41, 80, FOUND_LATER, FILES_FLOOR + 3])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_second_scan_lets_them_pass(analyzer: Analyzer, sentence: str, floor: int) -> None:
    """What the detectors find in the changed text is ours, and the text comes back as it was."""
    table = Table(floor=floor, surrogates=True)
    out, at = "", 0
    for finding in analyzer.analyze(sentence):
        out += sentence[at : finding.start] + table.written(finding.entity, sentence[finding.start : finding.end])
        at = finding.end
    out += sentence[at:]
    assert out != sentence
    assert only([(out, finding.start, finding.end) for finding in analyzer.analyze(out)], table.values)
    assert Restorer(table.values, surrogates=True)(("a",), out, True) == sentence


def test_kinds_without_a_shape_keep_their_token() -> None:
    """Secrets, words and numbers of no published form."""
    for kind in ("TAJNY_KLIC", "POBYTOVE_OPRAVNENI", "SLUZEBNI_PRUKAZ", "ZDRAVOTNI_UDAJ", "MISTO_NAROZENI"):
        assert surrogate_values.forms(Token(kind, 1), "x") == ()
        assert written(Token(kind, 1), "x") == f"[{kind}_1]"

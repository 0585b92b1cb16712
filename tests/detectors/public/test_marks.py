"""Who and what is public in a text."""

from __future__ import annotations

from datetime import date

import pytest

from detectors.analyzer import Analyzer
from detectors.public.entry import holding, read
from detectors.public.marks import PEOPLE, Public
from support.found import analyzer

OFFICE = """
[[public]]
value = "485 226 111"
why = "ústředna"
who = "pověřenec"
until = 2030-12-31
[[public]]
value = "podatelna@kraj.example"
why = "podatelna"
who = "pověřenec"
until = 2030-12-31
[[public]]
person = "Jana Vzorová"
why = "tajemnice úřadu"
who = "pověřenec"
until = 2030-12-31
"""

PRIVATE = [
    ("Žadatel Karel Čapek, r. č. 710319/2745", "beside a birth number"),
    ("pan Karel Čapek", "addressed"),
    ("Karel Čapek, bytem Liberec", "with a home"),
    ("Karel Čapek Novák", "a longer name"),
    ("Čapek to napsal.", "a surname alone"),
    ("Karla Čapková podala žádost.", "a woman of that name"),
    ("Karel Čapek byl spisovatel. Petr Čapek je účetní. Čapek přišel.", "two of one surname: the other, and the lone one"),
]


def private(text: str, found: Analyzer | None = None) -> list[str]:
    """What is found and not public."""
    return [text[f.start : f.end] for f in (found or analyzer()).analyze(text) if f.public is None]


@pytest.mark.parametrize(
    "text",
    [
        "Kdo byl Karel Čapek?",
        "Porovnej Boženu Němcovou a Karla Čapka.",
        "Napiš o T. G. Masarykovi. Masaryk byl první prezident.",
        "Kdy vládl Karel IV.?",
        "Čím trpěl Bedřich Smetana? Smetana byl nemocný.",
        "Co objevil Jan Evangelista Purkyně?",
        "Jak zemřela Milada Horáková?",
    ],
)
def test_historical_persons(text: str) -> None:
    """Found, and every finding says why it is public."""
    assert private(text) == []


def test_reasons() -> None:
    """The reason begins with its kind."""
    (finding,) = analyzer().analyze("Kdo byl Karel Čapek?")
    assert (finding.entity, finding.public) == ("PERSON", "historical: writer, died 1938")


@pytest.mark.parametrize(("text", "reason"), PRIVATE, ids=[row[1] for row in PRIVATE])
def test_somebody_else(text: str, reason: str) -> None:
    """The same name is not the same person."""
    assert private(text), reason


def test_the_other_of_two() -> None:
    """The whole name stays public, the other and the lone surname do not."""
    text = "Karel Čapek byl spisovatel. Petr Čapek je účetní. Čapek přišel."
    assert "Karel Čapek" not in private(text)
    assert "Petr Čapek" in private(text)


def test_the_offices_list() -> None:
    """Its values count whole and in any spelling, its officials in every case; without the list they are found as anybody's."""
    entries = read(OFFICE)
    ours = Analyzer.load(public=holding(entries, date(2026, 1, 1)))
    text = "Volejte +420 485226111 nebo PODATELNA@kraj.example; tajemnici Janě Vzorové."
    assert private(text, ours) == []
    assert len(private(text)) >= 2
    assert private("Volejte 485 226 112.", ours) == ["485 226 112"]
    expired = Analyzer.load(public=holding(entries, date(2031, 1, 1)))
    assert private(text, expired) == private(text)


def test_an_officials_health_is_not_public() -> None:
    """Office makes a name and a party public, and nothing else."""
    ours = Analyzer.load(public=read(OFFICE))
    found = {f.entity: f.public for f in ours.analyze("Jana Vzorová je členkou ODS a má rakovinu.")}
    assert found["HEALTH"] is None
    assert found["POLITICS"] == "office_holder: tajemnice úřadu"


def test_the_list_of_people() -> None:
    """Every line says who it was; everybody died before 2000."""
    lines = [line for line in PEOPLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    names = [line.split(";")[0].strip() for line in lines]
    assert all(line.count(";") == 2 and int(line.rsplit(";", 1)[1]) < 2000 for line in lines)
    assert len(names) == len(set(names)) > 200
    assert all(len(name.split()) >= 2 for name in names)


def test_nothing_found_is_nothing_marked() -> None:
    """No findings, no work."""
    assert Public().marked("x", ()) == ()


OWN = """
[[public]]
value = "19-2000145399/0800"
why = "účet úřadu"
who = "pověřenec"
until = 2030-12-31
[[public]]
value = "485 226 111"
why = "ústředna"
who = "pověřenec"
until = 2030-12-31
[[public]]
value = "podatelna@kraj.example"
why = "podatelna"
who = "pověřenec"
until = 2030-12-31
[[public]]
value = "70891508"
why = "IČO úřadu"
who = "pověřenec"
until = 2030-12-31
[[public]]
value = "U Jezu 642/2a, 461 80 Liberec"
why = "sídlo"
who = "pověřenec"
until = 2030-12-31
"""

WHOLE = [
    ("platbu na účet 19-2000145399/0800", True, "the account"),
    ("platbu na účet 19-2000145399 / 0800", True, "spaced"),
    ("platbu na účet 2000145399/0800", False, "the account without its prefix is another one"),
    ("platbu na účet 19-2000145399/0100", False, "at another bank"),
    ("volejte +420 485 226 111", True, "the switchboard with its country"),
    ("volejte 485-226-111", True, "the switchboard, dashes"),
    ("volejte 485 226 112", False, "the next extension"),
    ("volejte +421 485 226 111", False, "the same digits elsewhere"),
    ("pište na podatelna@kraj.example", True, "the role mailbox"),
    ("pište na Podatelna@KRAJ.example", True, "in capitals"),
    ("pište na podatelna (zavináč) kraj.example", True, "disguised"),
    ("pište na jan.podatelna@kraj.example", False, "inside a longer one"),
    ("pište na podatelna@kraj.example.org", False, "at a longer domain"),
    ("Objednatel Jan Novák, živnostník, IČO: 70891508", True, "the office's IČO"),
    ("sídlo: U Jezu 642/2a, 461 80 Liberec", True, "the seat"),
    ("bytem U Jezu 642/3, 461 80 Liberec", False, "the neighbour"),
]


@pytest.mark.parametrize(("text", "passes", "reason"), WHOLE, ids=[row[2] for row in WHOLE])
def test_an_office_s_own_values(text: str, passes: bool, reason: str) -> None:
    """A value is public where the whole found value is a listed one, in whatever spelling, and nowhere else."""
    office = Analyzer(analyzer().recognizers, holding(read(OWN), date(2030, 12, 31)))
    found = [f for f in office.analyze(text) if f.entity != "PERSON" and f.score >= 0.5]
    assert found, reason
    assert all((f.public is not None) is passes for f in found), reason
    expired = Analyzer(analyzer().recognizers, holding(read(OWN), date(2031, 1, 1)))
    assert all(f.public is None for f in expired.analyze(text) if f.entity != "PERSON")

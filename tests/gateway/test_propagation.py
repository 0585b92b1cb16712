"""Names found in full make their lone forms findings everywhere else in the request, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pytest

from allowlist.answers import Approved, Role
from detectors.finding import Finding
from detectors.names import propagation as names
from detectors.names.table import Table
from gateway import propagation
from gateway.decide.policy import Policy
from gateway.extract.registry import formats
from gateway.model import RequestHead, Segment, SegmentKind
from gateway.pipeline import Request, judge, read
from gateway.propagation import MOST_NAMES, mentions, stems_of
from support.found import analyzer

FULL = "Žadatel Jan Novák"


@dataclass(frozen=True)
class One:
    """A hit as the pipeline has it."""

    finding: Finding
    parts: tuple[tuple[int, int, int], ...]


def person(text: str, name: str, index: int = 0, rule: str = "person.full", public: str | None = None) -> One:
    at = text.index(name)
    return One(Finding("PERSON", at, at + len(name), 0.85, rule, public=public), ((index, at, at + len(name)),))


def segment(text: str, kind: SegmentKind = SegmentKind.TEXT) -> Segment:
    return Segment(("x",), text, kind=kind)


def lone(other: str, kind: SegmentKind = SegmentKind.TEXT, hit: One | None = None, first: SegmentKind = SegmentKind.TEXT) -> list[str]:
    """What is found in another segment once "Jan Novák" was found in the first."""
    found = mentions([segment(FULL, first), segment(other, kind)], [hit or person(FULL, "Jan Novák")])
    return [other[f.start : f.end] for index, f in found if index == 1]


FOUND = [
    ("Napiš Novákovi omluvu.", ["Novákovi"], "the surname, inflected"),
    ("Co odpovědět Janovi?", ["Janovi"], "the given name, inflected"),
    ("Volala Nováková, že Novák nepřijde.", ["Nováková", "Novák"], "several, and his wife"),
    ("NOVÁK NEPŘIŠEL", ["NOVÁK"], "in capitals"),
    ("Novákův spis", ["Novákův"], "the possessive"),
]

CLEAN = [
    ("Co odpovědět Dvořákovi?", "another name"),
    ("Zajdi do ulice Novákova 12.", "a street"),
    ("Fakturu poslala Novák s.r.o.", "a firm"),
    ("Hotel Novák je plný.", "a hotel"),
    ("nový novák", "no capital"),
    ("Novosti z kraje", "another word that begins alike"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found_again(text: str, expected: list[str], reason: str) -> None:
    """A lone form of a name that stands in full in another segment is a finding."""
    assert lone(text) == expected, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_look_alikes(text: str, reason: str) -> None:
    """What only looks like the name is none."""
    assert lone(text) == [], reason


TOWNS = [
    ("Karel Beroun", "Vlak do Berouna jede v pět.", [], "a town"),
    ("Karel Beroun", "Pošli to Berounovi.", ["Berounovi"], "the man"),
    ("Jan Liberecký", "v Libereckém kraji", [], "a region"),
    ("Jan Liberecký", "Odpověz Libereckému.", ["Libereckému"], "the man of that name"),
]


@pytest.mark.parametrize(("name", "text", "expected", "reason"), TOWNS, ids=[f"{row[0]}: {row[3]}" for row in TOWNS])
def test_towns(name: str, text: str, expected: list[str], reason: str) -> None:
    """A town or a region that somebody is called after stays one."""
    found = mentions([segment(name), segment(text)], [person(name, name)])
    assert [text[f.start : f.end] for _, f in found] == expected, reason


@pytest.mark.parametrize(
    ("kind", "expected"), [(k, ["Novákovi"] if k is SegmentKind.TEXT else []) for k in SegmentKind], ids=[k.value for k in SegmentKind]
)
def test_only_texts_are_looked_through(kind: SegmentKind, expected: list[str]) -> None:
    """An object's key "Jan" is a month, a header a program's."""
    assert lone("Napiš Novákovi", kind) == expected


NOTHING_KNOWN = [
    (person(FULL, "Novák", rule="person.surname"), SegmentKind.TEXT, "a lone surname"),
    (person(FULL, "Jan Novák", rule="person.initial"), SegmentKind.TEXT, "a rule that is not sure enough"),
    (person(FULL, "Jan Novák", public="historical: x"), SegmentKind.TEXT, "a public person"),
    (person(FULL, "Jan Novák"), SegmentKind.HEADER, "a name in a header"),
]


@pytest.mark.parametrize(("hit", "kind", "reason"), NOTHING_KNOWN, ids=[row[2] for row in NOTHING_KNOWN])
def test_what_makes_nothing_known(hit: One, kind: SegmentKind, reason: str) -> None:
    """Only a private name of two or more words, sure, in a text."""
    assert lone("Napiš Novákovi.", hit=hit, first=kind) == [], reason


def test_what_is_found_already_is_not_found_again() -> None:
    """A mention inside another finding is that finding's."""
    other = "e-mail Novák@example.org"
    hits = [person(FULL, "Jan Novák"), One(Finding("EMAIL_ADDRESS", 7, 24, 0.9, "email"), ((1, 7, 24),))]
    assert list(mentions([segment(FULL), segment(other)], hits)) == []


def test_earlier_turns_can_be_carried_over() -> None:
    """The hook for providers that keep the history: what one turn made known finds a mention in the next."""
    known = stems_of([segment(FULL)], [person(FULL, "Jan Novák")])
    found = list(mentions([segment("Napiš Novákovi.")], [], known))
    assert [(index, f.rule) for index, f in found] == [(0, "person.again")]


def test_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is looked at without a name in full; with one, each text once; and only words that begin like it are taken apart."""
    looked: list[int] = []
    taken_apart: list[str] = []
    real, stems = names.again, names.stems

    def counted(text: str, known: Collection[str], taken: Iterable[tuple[int, int, str]], table: Table) -> Iterator[tuple[int, int, str]]:
        looked.append(len(text))
        return real(text, known, taken, table)

    def seen(word: str) -> set[str]:
        taken_apart.append(word)
        return stems(word)

    monkeypatch.setattr(propagation, "again", counted)
    monkeypatch.setattr(names, "stems", seen)
    texts = [segment(FULL), *(segment("Usnesení rady kraje o Programu obnovy. " * 500) for _ in range(4))]
    phone = One(Finding("PHONE_NUMBER", 0, 5, 0.9, "phone"), ((0, 0, 5),))
    assert list(mentions(texts, [phone])) == []
    assert list(mentions(texts, [person(FULL, "Novák", rule="person.surname")])) == []
    assert (looked, taken_apart) == ([], [])
    assert list(mentions(texts, [person(FULL, "Jan Novák")])) == []
    assert len(looked) == len(texts)
    assert sorted(taken_apart) == ["Jan", "Novák"], "eighty thousand characters without a word that begins like the name"


def test_a_directory_is_bounded() -> None:
    """More names than that stand in full anyway."""
    text = "Jan Novák"
    hits = [person(text, text)] * (MOST_NAMES * 2)
    assert stems_of([segment(text)], hits)


def _judged(messages: Sequence[dict[str, str]]) -> list[str]:
    """The values that the real detectors and the pipeline act on in a chat."""
    head = RequestHead("https", "api.openai.com", 443, "POST", "/v1/chat/completions", "", (("content-type", "application/json"),))
    admitted = Approved("openai", "chat", Role.PROMPT, "test", "openai_chat", (), "refuse")
    reading = read(Request(head, json.dumps({"model": "m", "messages": messages}).encode(), admitted, 100_000), formats())
    judgement = judge(reading, [analyzer().analyze(text) for text in reading.texts], Policy())
    return [judgement.value(hit) for hit in judgement.hits]


def test_a_conversation() -> None:
    """A name of the first turn is found in the last, in a chat that resends its history."""
    history = [
        {"role": "user", "content": "Shrň žádost, podal ji Bořivoj Xyřil."},
        {"role": "assistant", "content": "Žádost se týká kácení."},
    ]
    last = {"role": "user", "content": "Napiš, že Xyřilovi vyhovíme."}
    assert "Xyřilovi" in _judged([*history, last])


TURNS = [
    ("A co napsal Čapek potom?", [], "the writer again"),
    ("Kdy Čapkovi vyšla Válka s mloky?", [], "inflected"),
    ("Žadatel Čapek se odvolal.", ["Čapek"], "a party of that name"),
    ("Čapková podala žádost.", ["Čapková"], "a woman of that name"),
    ("Čapek, r. č. 710319/2745", ["Čapek", "710319/2745"], "beside a birth number"),
    ("Píše Petr Čapek. Čapek bydlí v Liberci.", ["Petr Čapek", "Čapek"], "somebody else of that name"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), TURNS, ids=[row[2] for row in TURNS])
def test_a_historical_person_stays_one_in_the_next_turn(text: str, expected: list[str], reason: str) -> None:
    """Whose whole name stood in an earlier turn is public by the surname alone, where nothing says that it is somebody else."""
    history = [{"role": "user", "content": "Kdo byl Karel Čapek?"}, {"role": "assistant", "content": "Spisovatel."}]
    assert _judged([*history, {"role": "user", "content": text}]) == expected, reason


def test_the_surname_alone_is_not_public() -> None:
    """Without the whole name anywhere it is anybody's."""
    assert _judged([{"role": "user", "content": "A co napsal Čapek potom?"}]) == ["Čapek"]

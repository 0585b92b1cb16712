"""A text or a file looked at beforehand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detectors.finding import Finding
from gateway import precheck
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Period, Permission, Rule, Situation, Unread
from gateway.model import Extracted, File, OpaqueReason, ScanOutcome, Segment, Unscanned
from gateway.pipeline import opened
from gateway.precheck import AROUND, MOST, NAME, Prechecked, looked_at, of_file, of_text, unreadable

NOW = datetime(2026, 12, 1, tzinfo=UTC)
HERE = Situation("openai", "", frozenset(), NOW)
TEXT = "Paní Jana Vzorová, r. č. 715319/2743"
NAMED = Finding("PERSON", 5, 17, 0.9, "names")
NUMBER = Finding("CZ_BIRTH_NUMBER", 25, 36, 1.0, "cz_birth_number.slash")
PERIOD = Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
REPLACES = Policy(
    rules=(Rule("značky", Action.PSEUDONYMISE, frozenset({"PERSON"})), Rule("maily", Action.IGNORE, frozenset({"EMAIL_ADDRESS"}))),
    permissions={"openai": Permission("openai", "pracovní skupina", PERIOD)},
)


def of(text: str, *findings: Finding, policy: Policy | None = None, replaceable: bool = True) -> Prechecked:
    return looked_at(of_text(text), [findings], policy or Policy(), HERE, replaceable=replaceable)


def test_every_character_of_the_text_is_shown_once() -> None:
    """The stretches put together are the text; findings name their kind."""
    found = of(TEXT, NAMED, NUMBER)
    assert "".join(one.text for one in found.stretches) == TEXT
    assert [(one.text, one.entity) for one in found.stretches if one.entity] == [
        ("Jana Vzorová", "PERSON"),
        ("715319/2743", "CZ_BIRTH_NUMBER"),
    ]
    assert found.verdict.name == "block"
    assert found.kinds == {"PERSON": 1, "CZ_BIRTH_NUMBER": 1}


def test_the_copy_has_a_token_for_every_finding() -> None:
    """Whatever policy would do: nothing that was found stands in the copy, and the rest does."""
    copy = of(TEXT, NAMED, NUMBER).copy
    assert copy.startswith("Paní [OSOBA_1], r. č. [")
    assert "715319" not in copy
    assert of("Dobrý den").copy == ""


def test_overlapping_findings_are_one_mark() -> None:
    """The longer names it."""
    found = of("715319/2743", Finding("PHONE_NUMBER", 0, 6, 0.6, "phone"), Finding("CZ_BIRTH_NUMBER", 0, 11, 1.0, "rc"))
    assert [(one.text, one.entity) for one in found.stretches] == [("715319/2743", "CZ_BIRTH_NUMBER")]


@pytest.mark.parametrize(
    ("findings", "policy", "replaceable", "verdict", "why"),
    [
        ((), None, True, "pass", "nothing was found"),
        ((NAMED,), None, True, "block", "the default"),
        ((NAMED,), REPLACES, True, "pseudonymise", "a rule, a permission, a format that takes tokens"),
        ((NAMED,), REPLACES, False, "block", "the tool's format takes no tokens: the proxy stops it, too"),
        ((NAMED, NUMBER), REPLACES, True, "block", "the strictest decides"),
        ((Finding("EMAIL_ADDRESS", 0, 4, 1.0, "email"),), REPLACES, True, "pass", "a rule lets it through"),
        ((Finding("PERSON", 5, 17, 0.3, "names"),), None, True, "pass", "below the threshold"),
    ],
)
def test_the_verdict_is_the_proxys(findings: tuple[Finding, ...], policy: Policy | None, replaceable: bool, verdict: str, why: str) -> None:
    """The same pure function decides."""
    assert of(TEXT, *findings, policy=policy, replaceable=replaceable).verdict.name == verdict, why


def test_the_strictest_ruling_of_a_kind_is_told() -> None:
    """A weak e-mail address passes by its rule, a sure one is blocked: the legend says blocked."""
    policy = Policy(rules=(Rule("slabé", Action.IGNORE, frozenset({"PERSON"}), below=0.8),))
    found = of(TEXT, NAMED, Finding("PERSON", 0, 4, 0.6, "names"), policy=policy)
    assert (found.rulings["PERSON"].action, found.rulings["PERSON"].why) == (Action.BLOCK, "default")


def test_what_was_not_scanned_is_not_clean() -> None:
    """A failed scan stops the text."""
    found = looked_at(of_text("text"), [Unscanned("deadline")], Policy(), HERE)
    assert (found.verdict.name, found.verdict.reason, found.scan) == ("block", "not_scanned", ScanOutcome.NOT_RUN)


def read(*segments: Segment) -> Extracted:
    return Extracted(segments)


def test_a_file_says_where() -> None:
    """Sheet and cell, some words around, and the file's own name is looked at, too."""
    file = File(("file",), b"", name="zadost_jana_vzorova.xlsx")
    cell = Segment((0,), "x" * 100 + "715319/2743" + "y" * 100, where=(("sheet", 2), ("cell", "B7")))
    reading = opened(of_file(file), [read(cell)])
    assert reading.texts[:2] == (file.name, "zadost jana vzorova.xlsx")
    scans: list[tuple[Finding, ...]] = [(), (Finding("PERSON", 7, 19, 0.9, "names"),), (Finding("CZ_BIRTH_NUMBER", 100, 111, 1.0, "rc"),)]
    found = looked_at(reading, scans, Policy(), None)
    assert [(one.where, one.text) for one in found.places] == [(NAME, "jana vzorova"), ((("sheet", 2), ("cell", "B7")), "715319/2743")]
    assert (found.places[1].before, found.places[1].after) == ("x" * AROUND, "y" * AROUND)
    assert (found.stretches, found.copy) == ((), "")


def test_a_file_is_never_pseudonymised() -> None:
    """No token can be put into a file, so the proxy would stop it."""
    reading = opened(of_file(File(("file",), b"")), [read(Segment((0,), TEXT))])
    assert looked_at(reading, [(NAMED,)], REPLACES, HERE, replaceable=True).verdict.name == "block"


def test_long_lists_end() -> None:
    """So many findings are listed, the rest is counted."""
    text = "ab " * (MOST + 7)
    reading = opened(of_file(File(("file",), b"")), [read(Segment((0,), text))])
    scan = tuple(Finding("PERSON", 3 * at, 3 * at + 2, 0.9, "names") for at in range(MOST + 7))
    found = looked_at(reading, [scan], Policy(), None)
    assert (len(found.places), found.more, found.kinds["PERSON"]) == (MOST, 7, MOST + 7)


def test_what_nobody_can_read_is_stopped() -> None:
    """An unreadable file is opaque."""
    found = unreadable(OpaqueReason.ENCRYPTED)
    assert (found.verdict.name, found.scan) == ("block", ScanOutcome.OPAQUE)


MEDIA = Policy(unread=(Unread("záznamy", frozenset({"media"}), warns=True, tools=frozenset({"openai"})),))


def test_what_may_be_confirmed_unread_is_not_said_to_be_stopped() -> None:
    """As at the proxy: where an entry of the policy leaves it to the employee, and a justification can be sealed to somebody."""
    reading = opened(of_file(File(("file",), b"x")), [OpaqueReason.MEDIA], lambda _: True)
    found = looked_at(reading, [], MEDIA, HERE)
    assert (found.verdict.name, found.verdict.reason, found.scan) == ("warn", "unread", ScanOutcome.OPAQUE)
    assert looked_at(reading, [], MEDIA, HERE, confirmable=False).verdict.name == "block"
    assert looked_at(reading, [], Policy(), HERE).verdict.name == "block"


def test_what_else_a_stopped_employee_may_do() -> None:
    """Tokens where the tool is permitted them and no rule blocks in as many words; rules for some groups are hinted at."""
    allowed = replace(REPLACES, rules=())
    assert looked_at(of_text(TEXT), [(NAMED,)], allowed, HERE, replaceable=True).tokens
    assert not looked_at(of_text(TEXT), [(NAMED,)], allowed, HERE).tokens
    assert not looked_at(of_text(TEXT), [(NAMED,)], Policy(), HERE, replaceable=True).tokens
    grouped = Policy(rules=(Rule("w", Action.WARN, tools=frozenset({"openai"}), groups=frozenset({"IT"})),))
    assert looked_at(of_text(TEXT), [(NAMED,)], grouped, HERE).by_group
    assert not looked_at(of_text(TEXT), [(NAMED,)], grouped, replace(HERE, tool="deepl")).by_group
    assert not looked_at(of_text(TEXT), [(NAMED,)], grouped, None).by_group


def test_nothing_shows_what_it_holds() -> None:
    """A repr in a log or a test's output has no word of the text."""
    assert "Vzorová" not in repr(of(TEXT, NAMED, NUMBER))
    assert "Vzorová" not in repr(precheck.Place("PERSON", (), "Vzorová", "Vzorová", "Vzorová"))

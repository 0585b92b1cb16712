"""The policy decided in the console, over a real store: stricter at once, weaker by two accounts, withdrawn, compared, in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway.confirmed import with_confirmed
from gateway.console.policy_ports import Change, PolicyDesk, Who
from gateway.decide.replay import Replayed
from gateway.parts.policy_desk import policy_desk
from gateway.policy_settings import Policy
from gateway.record.policy_step import StepError, StepKind
from gateway.record.proposal import Proposal, Signer, State, What
from gateway.settings import Settings
from gateway.store import confirming, paths
from gateway.store.events import EventStore
from gateway.store.policy_steps import PolicyStepStore
from gateway.store.proposals import ProposalStore
from support.events import payload
from support.stores import sqlite_url

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
UNTIL = date(2027, 3, 1)
ADMIN = Who("Adam (adam)", ("account:adam",))
OFFICER = Who("Jana (jana)", ("account:jana",), officer=True)
SECOND = Who("Petr (petr)", ("account:petr",), officer=True)
RENAMED = Who("Nová (nova)", ("account:nova", "account:jana"), officer=True)
STRICT = Change("", "vše u DeepL", "block", (), ("deepl",), (), None, "zkušební doba")
MILD = Change("", "čísla firem", "warn", ("CZ_ICO",), ("openai",), (), UNTIL, "veřejný rejstřík")
RULE = '[[policy.rules]]\nname = "úleva"\naction = "warn"\nkinds = ["CZ_ICO"]\ntools = ["openai"]\nuntil = 2027-03-01'


@dataclass
class House:
    port: PolicyDesk
    url: str
    data: Path
    events: EventStore

    def rules(self) -> list[str]:
        """What every process of the node takes up."""
        return [rule.name for rule in with_confirmed(Policy(), paths.confirmed_rules(self.data)).rules]

    def relieve(self, what: What = What.RULE, lines: str = RULE) -> None:
        with closing(ProposalStore(self.url)) as store:
            store.add(
                Proposal(
                    "p1",
                    "e00000001",
                    what,
                    NOW - timedelta(days=1),
                    "Petr",
                    "rejstřík",
                    UNTIL,
                    ("CZ_ICO",),
                    "openai",
                    "warn",
                    ids=("account:petr",),
                )
            )
            store.decide("p1", State.CONFIRMED, Signer("Jana", ("account:jana",)), lines, NOW - timedelta(hours=1))
        self.write()

    def write(self) -> None:
        """As the duty of any node does."""
        with closing(ProposalStore(self.url)) as store, closing(PolicyStepStore(self.url)) as steps:
            confirming.write(store, steps, self.data, NOW.date())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Three stopped requests of the last month and one before it."""
    url = sqlite_url(tmp_path)
    own = {"rules": [{"name": "own", "action": "block", "kinds": ["SECRET"]}]}
    settings = Settings.model_validate({"data": {"dir": tmp_path}, "store": {"url": url}, "policy": own})
    facts = {"verdict": "block", "reason": "personal_data", "at": NOW - timedelta(days=2)}
    with closing(EventStore(url)) as events:
        events.append(
            [
                payload(1, **facts, kinds={"CZ_ICO": 1}),
                payload(2, **facts, kinds={"CZ_ICO": 2}),
                payload(3, **facts, kinds={"CZ_ICO": 2, "PERSON": 1}),
                payload(4, **(facts | {"at": NOW - timedelta(days=40)}), kinds={"CZ_ICO": 2}),
            ],
            "n1",
        )
        yield House(
            policy_desk(lambda: settings, events, lambda: {"openai": "ChatGPT", "deepl": "DeepL"}, lambda: NOW), url, tmp_path, events
        )


def refused(step: Any, *given: object) -> str:
    with pytest.raises(StepError) as error:
        step(*given)
    return error.value.code


def test_a_stricter_rule_holds_at_once(house: House) -> None:
    """Nobody has to confirm it; it stands first, in the file that the node follows, and in the history."""
    assert not house.port.attempt(STRICT, "cs").weaker
    step = house.port.take(STRICT, ADMIN)
    assert (step.kind, step.number, house.rules()) == (StepKind.SET, 1, ["vše u DeepL"])
    state = house.port.state("cs")
    assert [(one.origin, one.words) for one in state.rules] == [
        ("console", "vše u DeepL: všechny nálezy se zastaví pro nástroje: DeepL."),
        ("settings", "own: heslo nebo přístupový klíč se zastaví."),
    ]
    (entry,) = house.port.history("cs")
    assert (entry.step.by, entry.step.why) == ("Adam (adam)", "zkušební doba")
    assert [row.type for row in house.events.latest(1).rows] == ["policy.set"]


def test_a_rule_as_mild_as_another_decision_waits(house: House) -> None:
    """Nothing is weaker while that holds; but it would outlast it, when the officer withdraws the relief or ends the rule."""
    house.relieve()
    again = replace(MILD, name="totéž")
    assert house.port.attempt(again, "cs").weaker
    assert house.port.take(again, ADMIN).kind is StepKind.DRAFTED
    assert house.port.take(replace(again, action="block", until=None, version=1), ADMIN).kind is StepKind.SET, "a block needs nobody"


def test_a_milder_rule_waits_for_another_account(house: House) -> None:
    """It is tried on the past, drafted, and holds when an officer with another account confirms it."""
    tried = house.port.attempt(MILD, "cs")
    assert (tried.weaker, tried.past) == (True, Replayed(3, {("block", "warn"): 2}))
    assert tried.rule.startswith("čísla firem: IČO podnikající osoby se musí před odesláním potvrdit")
    assert any(line.startswith("1. čísla firem") for line in tried.words)
    draft = house.port.take(MILD, OFFICER)
    assert (draft.kind, house.rules()) == (StepKind.DRAFTED, [])
    (waiting,) = house.port.state("cs").waiting
    assert (waiting.before, waiting.after, waiting.past.changed) == ("", tried.rule, {("block", "warn"): 2})
    assert refused(house.port.decide, 1, True, "", 1, OFFICER) == "same"
    assert refused(house.port.decide, 1, True, "", 1, RENAMED) == "same", "whatever the name is by now"
    assert refused(house.port.decide, 1, True, "", 1, ADMIN) == "account"
    assert refused(house.port.decide, 1, True, "", 0, SECOND) == "moved"
    assert refused(house.port.decide, 7, True, "", 1, SECOND) == "gone"
    done = house.port.decide(1, True, "v pořádku", 1, SECOND)
    assert (done.kind, done.by, house.rules()) == (StepKind.CONFIRMED, "Petr (petr)", ["čísla firem"])
    assert house.port.state("cs").waiting == []


def test_a_refused_draft_changes_nothing(house: House) -> None:
    """And stays in the history."""
    house.port.take(MILD, ADMIN)
    house.port.decide(1, False, "ne", 1, OFFICER)
    assert house.rules() == []
    assert [one.step.kind for one in house.port.history("cs")] == [StepKind.REFUSED, StepKind.DRAFTED]


def test_a_rule_is_changed_and_ended(house: House) -> None:
    """What held before stays in the history and is compared with what holds now; the end of a milder rule is stricter."""
    house.port.take(STRICT, ADMIN)
    rule = house.port.history("cs")[0].step.rule
    assert house.port.change(rule) == replace(STRICT, rule=rule, why="")
    assert refused(house.port.take, replace(STRICT, rule=rule, version=1), ADMIN) == "nothing"
    wider = replace(STRICT, rule=rule, name="vše všude", tools=(), version=1)
    assert house.port.take(wider, ADMIN).kind is StepKind.SET
    assert house.rules() == ["vše všude"]
    found = house.port.compare(1, 2, "cs")
    assert (found.gone, found.new) == (
        ["vše u DeepL: všechny nálezy se zastaví pro nástroje: DeepL."],
        ["vše všude: všechny nálezy se zastaví."],
    )
    ending = Change(rule, why="konec zkušební doby", ends=True, version=2)
    assert house.port.attempt(ending, "cs").weaker, "without it an employee may be offered tokens"
    assert house.port.take(ending, ADMIN).kind is StepKind.DRAFTED
    assert refused(house.port.take, replace(ending, version=3), ADMIN) == "twice"
    house.port.decide(3, True, "", 3, OFFICER)
    assert house.rules() == []
    assert refused(house.port.take, replace(ending, version=4), ADMIN) == "gone"


def test_nobody_s_step_is_overlooked(house: House) -> None:
    """A page that is older than the policy, and somebody without an account."""
    house.port.take(STRICT, ADMIN)
    assert refused(house.port.take, replace(MILD, version=0), ADMIN) == "moved"
    assert refused(house.port.take, replace(MILD, version=1), Who("", ())) == "account"
    assert refused(house.port.take, replace(MILD, version=1, kinds=("HEALTH",)), ADMIN) == "floor"


@pytest.mark.parametrize(
    ("why", "action", "own", "code"),
    [
        ("what it stops without a word is stopped without it", "warn", "block", ""),
        ("it asks, the rule beneath lets pass", "warn", "ignore", "beneath"),
        ("it puts tokens, the rule beneath only asks", "pseudonymise", "warn", "beneath"),
        ("the rule beneath is as strict", "warn", "warn", ""),
    ],
)
def test_nobody_alone_takes_away_a_relief_that_is_stricter_than_what_stands_beneath(
    tmp_path: Path, why: str, action: str, own: str, code: str
) -> None:
    """Two persons decided it; without it less would be protected."""
    url = sqlite_url(tmp_path)
    rules = {"rules": [{"name": "own", "action": own, "kinds": ["CZ_ICO"]}]}
    settings = Settings.model_validate({"data": {"dir": tmp_path}, "store": {"url": url}, "policy": rules})
    with closing(EventStore(url)) as events:
        house = House(policy_desk(lambda: settings, events, lambda: {"openai": "ChatGPT"}, lambda: NOW), url, tmp_path, events)
        house.relieve(lines=RULE.replace("warn", action))
        if not code:
            assert house.port.withdraw("p1", "omyl", OFFICER).kind is StepKind.WITHDRAWN, why
            return
        assert refused(house.port.withdraw, "p1", "omyl", OFFICER) == code, why
        assert house.rules() == ["úleva"]
        strict = Change("", "firmy", "block", ("CZ_ICO",), ("openai",), (), None, "přísněji")
        assert house.port.take(strict, ADMIN).kind is StepKind.SET
        assert house.port.withdraw("p1", "omyl", OFFICER).kind is StepKind.WITHDRAWN, "a stricter rule above it makes up for it"


def test_a_relief_is_withdrawn(house: House) -> None:
    """At once, with a reason, on the node's files too; and once."""
    house.relieve()
    assert house.rules() == ["úleva"]
    assert [one.origin for one in house.port.state("cs").rules] == ["relief", "settings"]
    assert refused(house.port.withdraw, "p1", " ", OFFICER) == "lines"
    assert refused(house.port.withdraw, "p2", "omyl", OFFICER) == "gone"
    assert refused(house.port.withdraw, "p1", "omyl", Who("", ())) == "account"
    step = house.port.withdraw("p1", "omyl", Who("Ivo (ivo)", ("account:ivo",)))
    assert (step.kind, step.by, house.rules()) == (StepKind.WITHDRAWN, "Ivo (ivo)", [])
    assert [one.origin for one in house.port.state("cs").rules] == ["settings"]
    assert refused(house.port.withdraw, "p1", "omyl", OFFICER) == "gone"


def test_a_withdrawn_value_is_no_longer_public(house: House) -> None:
    """As a rule."""
    house.relieve(What.VALUE, '[[public]]\nvalue = "70891508"\nwhy = "x"\nwho = "y"\nuntil = 2027-03-01')
    assert "70891508" in paths.confirmed_public(house.data).read_text(encoding="utf-8")
    assert [one.id for one in house.port.state("cs").public] == ["p1"]
    house.port.withdraw("p1", "není veřejná", OFFICER)
    assert "70891508" not in paths.confirmed_public(house.data).read_text(encoding="utf-8")
    assert house.port.state("cs").public == []


def test_the_newest_decision_decides(house: House) -> None:
    """A stricter rule stands before a relief that was confirmed earlier."""
    house.relieve()
    house.port.take(replace(STRICT, tools=("openai",), name="nic do ChatGPT"), ADMIN)
    assert house.rules() == ["nic do ChatGPT", "úleva"]


def test_another_node_takes_it_up(house: House, tmp_path: Path) -> None:
    """By its own duty, from the store."""
    house.port.take(STRICT, ADMIN)
    other = tmp_path / "other"
    other.mkdir()
    there = replace(house, data=other)
    assert there.rules() == []
    there.write()
    assert there.rules() == ["vše u DeepL"]


def test_a_draft_that_can_hold_no_more_is_not_confirmed(house: House) -> None:
    """Its last day is over, or its tool is unknown."""
    house.port.take(replace(MILD, until=NOW.date()), ADMIN)
    settings = Settings.model_validate({"data": {"dir": house.data}, "store": {"url": house.url}})
    later = policy_desk(lambda: settings, house.events, lambda: {"openai": "ChatGPT"}, lambda: NOW + timedelta(days=2))
    assert refused(later.decide, 1, True, "", 1, OFFICER) == "until"
    emptied = policy_desk(lambda: settings, house.events, dict, lambda: NOW)
    assert refused(emptied.decide, 1, True, "", 1, OFFICER) == "rule", "its tool is gone from the catalogue"


def test_a_rule_whose_tool_is_gone_can_still_be_ended(house: House) -> None:
    """Else nobody could mend the policy."""
    house.port.take(STRICT, ADMIN)
    settings = Settings.model_validate({"data": {"dir": house.data}, "store": {"url": house.url}})
    emptied = policy_desk(lambda: settings, house.events, dict, lambda: NOW)
    rule = emptied.history("cs")[0].step.rule
    assert emptied.take(Change(rule, why="služba skončila", ends=True, version=1), ADMIN).kind is StepKind.DRAFTED

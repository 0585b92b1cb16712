"""Reliefs over a real store: proposed by fingerprint, tried, confirmed with the value, in force, the attachment gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from detectors.fingerprint import canonical
from gateway.confirmed import with_confirmed
from gateway.console.relief_ports import Draft, Reliefs
from gateway.detection.public_list import PublicList
from gateway.parts.reliefs import MARK, reliefs
from gateway.policy_settings import Policy
from gateway.record.event import Fingerprint
from gateway.record.false_alarm import FalseAlarm, Outcome, Why
from gateway.record.proposal import ProposalError, Signer, What
from gateway.record.relief import Relief
from gateway.settings import Settings
from gateway.store import paths
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.false_alarms import FalseAlarmStore
from gateway.store.indexing import Indexing
from gateway.store.keyring import Keyring
from gateway.store.sealing import sealed_to
from support.events import payload
from support.readers import OFFICER
from support.stores import sqlite_url

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ICO = "70891508"
EVENT = "e00000001"
UNTIL = date(2027, 3, 1)
PETR, JANA = Signer("Petr", ("account:petr",)), Signer("Jana", ("account:jana",))


@dataclass
class House:
    port: Reliefs
    events: EventStore
    alarms: FalseAlarmStore
    evidence: EvidenceStore
    data: Path
    keys: Keyring


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A reported event with an IČO and a person; the IČO alone in a second one, beside another value in a third."""
    url = sqlite_url(tmp_path)
    settings = Settings.model_validate({"data": {"dir": tmp_path}, "store": {"url": url}})
    keys = Keyring(paths.fingerprint_keys(tmp_path), settings.retention.attempts_days)

    def mark(value: str) -> Fingerprint:
        return keys.fingerprint("CZ_ICO", canonical("CZ_ICO", value), NOW.date())

    facts = {"verdict": "block", "reason": "personal_data", "at": NOW - timedelta(days=2)}
    with ExitStack() as stack:
        events, alarms, evidence, index = (
            stack.enter_context(closing(one)) for one in (EventStore(url), FalseAlarmStore(url), EvidenceStore(url), Indexing(url))
        )
        events.append(
            [
                payload(1, **facts, kinds={"CZ_ICO": 1, "PERSON": 1}, fingerprints=(mark(ICO),)),
                payload(2, **facts, kinds={"CZ_ICO": 2}, fingerprints=(mark(ICO),)),
                payload(3, **facts, kinds={"CZ_ICO": 2}, fingerprints=(mark(ICO), mark("00064581"))),
            ],
            "n1",
        )
        index.work()
        alarms.add(FalseAlarm(EVENT, NOW, "openai", Why.PUBLIC, {"CZ_ICO": 1, "PERSON": 1}, {"cz_ico.bare": 1}, "r1"))
        evidence.add("r1", EVENT, sealed_to([OFFICER.public_key()], [], b"{}", EVENT), NOW)
        yield House(reliefs(settings, events, lambda: NOW), events, alarms, evidence, tmp_path, keys)


def refused(step: object, *given: object) -> str:
    with pytest.raises(ProposalError) as error:
        step(*given)  # type: ignore[operator]
    return error.value.code


def value(house: House) -> Draft:
    return Draft(What.VALUE, "IČO úřadu", UNTIL, house.port.candidates(EVENT)[0].mark)


def test_a_value_is_listed_in_two_steps(house: House) -> None:
    """Tried on the past by its fingerprint; the officer writes the value, and only that one counts; then it holds here at once."""
    (found,) = house.port.candidates(EVENT)
    assert (found.entity, len(found.mark), found.relief) == ("CZ_ICO", MARK, Relief(alone=1, beside=2))
    waiting = house.port.propose(EVENT, value(house), PETR)
    assert ICO not in str(waiting.facts())
    assert refused(house.port.confirm, waiting.id, "00064581", JANA) == "value"
    assert refused(house.port.confirm, waiting.id, "", JANA) == "value"
    assert refused(house.port.confirm, waiting.id, ICO, PETR) == "same"
    assert house.evidence.get("r1").sealed.wrapped, "still there while it waits"  # type: ignore[union-attr]
    assert PublicList(None, confirmed=paths.confirmed_public(house.data)).entries == ()
    house.port.confirm(waiting.id, ICO, JANA)
    (entry,) = PublicList(None, confirmed=paths.confirmed_public(house.data)).entries
    assert (entry.what, entry.why, entry.who, entry.until) == (ICO, "IČO úřadu", "Jana", UNTIL)
    assert house.evidence.get("r1").sealed.wrapped == (), "what the employee attached is gone"  # type: ignore[union-attr]
    alarm = house.alarms.get(EVENT)
    assert alarm is not None
    assert (alarm.outcome, alarm.closed_by) == (Outcome.POLICY, "Jana")
    steps = house.events.latest(2).rows
    assert [row.type for row in steps] == ["relief.confirmed", "relief.proposed"]
    assert not [row for row in steps if ICO in str(row.payload)]


def test_a_person_is_listed_by_name(house: House) -> None:
    """A name has many forms: the officer writes it in the nominative."""
    waiting = house.port.propose(EVENT, Draft(What.PERSON, "starostka", UNTIL), PETR)
    assert refused(house.port.confirm, waiting.id, "Vzorová", JANA) == "lines"
    house.port.confirm(waiting.id, "Jana Vzorová", JANA)
    assert [one.what for one in PublicList(None, confirmed=paths.confirmed_public(house.data)).entries] == ["Jana Vzorová"]


def test_a_rule_is_lowered_for_the_tool(house: House) -> None:
    """For the chosen kinds of the report at its own tool, until its day."""
    waiting = house.port.propose(EVENT, Draft(What.RULE, "čísla firem", UNTIL, action="warn", kinds=("CZ_ICO", "IBAN_CODE")), PETR)
    house.port.confirm(waiting.id, "", JANA)
    (rule,) = with_confirmed(Policy(), paths.confirmed_rules(house.data)).rules
    assert (rule.action, rule.kinds, rule.tools, rule.until) == ("warn", ("CZ_ICO",), ("openai",), UNTIL)


def test_what_is_refused_changes_nothing(house: House) -> None:
    """The report goes on waiting; what was attached is gone."""
    waiting = house.port.propose(EVENT, value(house), PETR)
    house.port.refuse(waiting.id, JANA)
    assert not paths.confirmed_public(house.data).exists()
    assert house.evidence.get("r1").sealed.wrapped == ()  # type: ignore[union-attr]
    assert [one.event for one in house.alarms.listed()] == [EVENT]
    assert refused(house.port.refuse, waiting.id, JANA) == "gone"


def test_what_cannot_be_proposed(house: House) -> None:
    """Each refusal has its code."""
    rule = Draft(What.RULE, "x", UNTIL, action="ignore")
    for draft, event, code, why in (
        (Draft(What.VALUE, "x", UNTIL, "0" * MARK), EVENT, "gone", "no value of the event"),
        (Draft(What.VALUE, " ", UNTIL, value(house).mark), EVENT, "lines", "no reason"),
        (Draft(What.PERSON, "x", date(2026, 11, 21)), EVENT, "lines", "a day that is over"),
        (Draft(What.PERSON, "x", date(2030, 1, 1)), EVENT, "lines", "for ever"),
        (rule, EVENT, "lines", "no kind"),
        (Draft(What.PERSON, "x", UNTIL), "e00000002", "gone", "nobody reported it"),
    ):
        assert refused(house.port.propose, event, draft, PETR) == code, why


def test_after_the_period_nobody_can_tell_the_value(house: House) -> None:
    """Its key is destroyed: the officer can only refuse."""
    waiting = house.port.propose(EVENT, value(house), PETR)
    for period in house.keys.periods():
        house.keys.destroy(period)
    assert refused(house.port.confirm, waiting.id, ICO, JANA) == "period"

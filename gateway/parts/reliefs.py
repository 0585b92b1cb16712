"""Reliefs for the console: proposed by fingerprint, tried on the past, confirmed with the value itself, in force within seconds."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from allowlist import prague
from detectors.fingerprint import canonical
from detectors.public.entry import BadList
from gateway.confirmed import with_rule
from gateway.console.alarm_lines import policy_rule, public_entry
from gateway.console.relief_ports import Candidate, Draft, Reliefs
from gateway.decide.action import FLOOR
from gateway.errors import UserError
from gateway.parts.common import utc_now
from gateway.record.event import Fingerprint
from gateway.record.facets import fingerprint as facet
from gateway.record.false_alarm import FalseAlarm, Outcome
from gateway.record.fingerprint import fingerprint
from gateway.record.proposal import Proposal, ProposalError, Signer, State, What
from gateway.record.relief import FOUND, STOPPED, Relief
from gateway.settings import Settings
from gateway.store import confirming, paths
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.false_alarms import FalseAlarmStore
from gateway.store.keyring import Keyring, PeriodDestroyed
from gateway.store.policy_steps import PolicyStepStore
from gateway.store.proposals import ProposalStore
from gateway.store.rows import Filters
from gateway.store.url import store_url

DAYS = 30
"""Of the past, on which a relief is tried."""
TRIED = 1_000
"""Events with one value that a trial looks at."""
MARK = 12
"""Hexadecimal digits that tell the values of one event apart."""
LONGEST_DAYS = 366
"""For how long a relief may hold before somebody looks at it again."""


def reliefs(settings: Settings, events: EventStore, now: Callable[[], datetime] = utc_now) -> Reliefs:
    """The port, over the store of the settings."""
    made = _Reliefs(settings, events, now)
    return Reliefs(made.candidates, made.store.of_event, made.store.waiting, made.propose, made.confirm, made.refuse)


class _Reliefs:
    def __init__(self, settings: Settings, events: EventStore, now: Callable[[], datetime]) -> None:
        url = store_url(settings)
        self.store, self._steps = ProposalStore(url), PolicyStepStore(url)
        self._settings, self._events, self._now = settings, events, now
        self._alarms, self._evidence = FalseAlarmStore(url), EvidenceStore(url)
        self._keys = Keyring(paths.fingerprint_keys(settings.data.dir), settings.retention.attempts_days)

    def candidates(self, event: str) -> list[Candidate]:
        """Persons are told by name, not by fingerprint: a name is written in many forms."""
        return [self._tried(one) for one in self._prints(event) if one.entity != "PERSON"]

    def propose(self, event: str, draft: Draft, who: Signer) -> Proposal:
        alarm = self._alarm(event)
        at = self._now()
        day = prague.day(at)
        if not draft.why.strip() or len(draft.why) > 200 or not day <= draft.until <= day + timedelta(days=LONGEST_DAYS):
            raise ProposalError("lines")
        identity = uuid.uuid4().hex
        one = Proposal(identity, event, draft.what, at, who.name, draft.why.strip(), draft.until, tool=alarm.tool, ids=who.ids)
        match draft.what:
            case What.VALUE:
                mark = next((found for found in self._prints(event) if found.digest[:MARK] == draft.mark), None)
                if mark is None:
                    raise ProposalError("gone")
                one = replace(one, kinds=(mark.entity,), mark=mark)
            case What.PERSON:
                if "PERSON" not in alarm.kinds:
                    raise ProposalError("lines")
                one = replace(one, kinds=("PERSON",))
            case What.RULE:
                one = replace(one, kinds=tuple(kind for kind in alarm.kinds if kind in draft.kinds), action=draft.action)
                self._rule(one)
        self.store.add(one)
        return one

    def confirm(self, identity: str, value: str, who: Signer) -> Proposal:
        one = self._waiting(identity)
        done = self.store.decide(identity, State.CONFIRMED, who, self._lines(one, value.strip(), who.name), self._now())
        # here at once, on other nodes by their duty
        confirming.write(self.store, self._steps, self._settings.data.dir, prague.day(self._now()))
        self._forget(one.event)
        self._alarms.end(one.event, Outcome.POLICY, who.name, self._now())
        return done

    def refuse(self, identity: str, who: Signer) -> Proposal:
        one = self._waiting(identity)
        done = self.store.decide(identity, State.REFUSED, who, "", self._now())
        self._forget(one.event)
        return done

    def _waiting(self, identity: str) -> Proposal:
        one = self.store.get(identity)
        if one is None or one.state is not State.WAITS:
            raise ProposalError("gone")
        return one

    def _alarm(self, event: str) -> FalseAlarm:
        alarm = self._alarms.get(event)
        if alarm is None or alarm.closed is not None:
            raise ProposalError("gone")
        return alarm

    def _forget(self, event: str) -> None:
        """What the employee attached has done its work."""
        alarm = self._alarms.get(event)
        if alarm is not None and alarm.evidence:
            self._evidence.destroy(alarm.evidence)

    def _lines(self, one: Proposal, value: str, who: str) -> str:
        if one.what is What.RULE:
            return self._rule(one)
        if one.mark is not None and not self._same(one.mark, value):
            raise ProposalError("value")
        try:
            return public_entry("person" if one.what is What.PERSON else "value", value, one.why, who, one.until)
        except BadList:
            raise ProposalError("lines") from None

    def _same(self, mark: Fingerprint, value: str) -> bool:
        """Whether this is the value that stood in the event."""
        try:
            key = self._keys.key(mark.period) if mark.period in self._keys.periods() else None
        except PeriodDestroyed:
            key = None
        if key is None:
            raise ProposalError("period")
        normal = canonical(mark.entity, value)
        return bool(normal) and fingerprint(key, mark.period, mark.entity, normal) == mark

    def _rule(self, one: Proposal) -> str:
        """The rule's lines, proved by reading them as the gateway does."""
        if not one.kinds or (one.action != "pseudonymise" and FLOOR.intersection(one.kinds)):
            raise ProposalError("lines")
        lines = policy_rule(f"{one.tool} {one.event}"[:80], one.action, one.kinds, (one.tool,), one.until)
        try:
            with_rule(self._settings, lines)
        except UserError:
            raise ProposalError("lines") from None
        return lines

    def _prints(self, event: str) -> Iterator[Fingerprint]:
        row = self._events.get(event)
        return _prints(row.payload or {}) if row is not None else iter(())

    def _tried(self, one: Fingerprint) -> Candidate:
        since = self._now() - timedelta(days=DAYS)
        wanted = (facet(one.entity, one.period, one.digest),)
        past = self._events.payloads(TRIED, Filters(fingerprints=wanted, verdicts=(STOPPED,), since=since))
        found = sum((_relief(payload, one) for payload in past.found), start=Relief())
        return Candidate(one.digest[:MARK], one.entity, found, not past.more)


def _relief(payload: Mapping[str, Any], one: Fingerprint) -> Relief:
    """Whether a stopped request had this one value and nothing else."""
    others = set(_prints(payload)) - {one}
    alone = not others and payload.get("reason") == FOUND and payload.get("scan") == "scanned" and set(payload["kinds"]) == {one.entity}
    return Relief(int(alone), int(not alone))


def _prints(payload: Mapping[str, Any]) -> Iterator[Fingerprint]:
    return iter(dict.fromkeys(Fingerprint(one["entity"], one["period"], one["digest"]) for one in payload.get("fingerprints") or ()))

"""From the steps to the case: each action, and what it must say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from allowlist.workflow.entered import unproven
from allowlist.workflow.same_person import same_person
from gateway.record.breach.assessment import answers_of
from gateway.record.breach.case import CATEGORIES, FACTS, NEEDED, SOURCES, TIMES, Case, Measure, Sent, lacks
from gateway.record.breach.clock import HOURS
from gateway.record.breach.listed import LISTED, Gathered
from gateway.record.breach.machine import CaseError, rule
from gateway.record.breach.severity import Risk, score
from gateway.record.breach.step import Action, Part, State, Step


def replay(case: str, steps: Iterable[Step]) -> Case:
    """The case after these steps. Raises what :func:`take` raises."""
    found, ids = Case(case), Gathered()
    for step in steps:
        found = ids.apart(take(found, step), step.action)
    return ids.together(found)


def take(case: Case, step: Step) -> Case:
    """The case after one more step.

    Raises :class:`CaseError`: ``case``, ``number`` (somebody else was faster), ``time``, what :func:`~gateway.record.breach.machine.rule`
    raises, and what the action lacks: ``incomplete``, ``value``, ``set`` (a time that stands already), ``signatures``, ``late``,
    ``measures``, ``paper`` (entered for somebody, and nothing says that they signed).
    """
    if step.case != case.id:
        raise CaseError("case", "the step belongs to another case")
    if step.number != case.steps + 1:
        raise CaseError("number", f"somebody else acted meanwhile: the next step is {case.steps + 1}; read the case and try again")
    if case.last is not None and step.at < case.last:
        raise CaseError("time", "the step is older than the last one; check the clock of this machine")
    found = rule(case.state, step)
    after = dataclasses.replace(case, state=found.to or case.state, steps=step.number, last=step.at)
    return _ACTIONS[step.action](after, step)


def _report(case: Case, step: Step) -> Case:
    facts = dict(step.facts)
    times = {name: _time(facts.pop(name)) for name in TIMES[:2] if name in facts}
    times.setdefault("detected", step.at)
    times["reported"] = step.at
    known = {**times, **case.times}  # the first report's times stay
    merged = {**case.facts, **_facts(facts)} if not case.facts else {**_facts(facts), **case.facts, **_grown(case.facts, facts)}
    return dataclasses.replace(case, times=MappingProxyType(known), facts=MappingProxyType(merged), reports=case.reports + 1)


def _grown(old: Mapping[str, Any], new: Mapping[str, object]) -> dict[str, Any]:
    """What a further report of the same case adds: its events, and counts where it found more."""
    grown: dict[str, Any] = {}
    for name in LISTED:
        if isinstance(ids := new.get(name), list):
            grown[name] = list(dict.fromkeys([*old.get(name, []), *ids]))
    if isinstance(kinds := new.get("kinds"), Mapping):
        before = old.get("kinds", {})
        grown["kinds"] = {**before, **{key: max(int(count), before.get(key, 0)) for key, count in kinds.items()}}
    if isinstance(persons := new.get("persons_estimate"), int):
        grown["persons_estimate"] = max(persons, old.get("persons_estimate", 0))
    if new.get("left") is True:
        grown["left"] = True
    return grown


def _receive(case: Case, step: Step) -> Case:
    return _with_time(case, "received", step.at)


def _classify(case: Case, step: Step) -> Case:
    to = {"event": State.EVENT, "incident": State.INCIDENT, "none": State.DISMISSED}.get(str(step.facts.get("as")))
    if to is None or to is case.state:
        raise CaseError("value", "classify as event, incident or none, and as something else than it is")
    case = dataclasses.replace(case, state=to)
    if to is State.INCIDENT and "aware" not in case.times:
        hours = step.facts.get("hours", HOURS)
        if not isinstance(hours, int) or isinstance(hours, bool) or hours < 1:
            raise CaseError("value", "hours is the length of the period")
        case = dataclasses.replace(case, hours=hours)
        return _with_time(case, "aware", _time(step.facts["aware"]) if "aware" in step.facts else step.at)
    return case


def _correct(case: Case, step: Step) -> Case:
    name = str(step.facts.get("what"))
    if name not in case.times or "time" not in step.facts:
        raise CaseError("value", f"correct one of the recorded times: {', '.join(case.times)}; give what and time")
    old = case.times[name].isoformat()
    times = {**case.times, name: _time(step.facts["time"])}
    reminded = 0 if name == "aware" else case.reminded  # another clock, other hours
    return dataclasses.replace(case, times=MappingProxyType(times), corrections=(*case.corrections, (name, old)), reminded=reminded)


def _note(case: Case, step: Step) -> Case:
    _text(step, "text")
    if "ticket" in step.facts:  # what the ServiceDesk calls the case; the newest number stays
        return dataclasses.replace(case, facts=MappingProxyType({**case.facts, **_facts({"ticket": step.facts["ticket"]})}))
    return case


def _propose(case: Case, step: Step) -> Case:
    return dataclasses.replace(case, proposal=_text(step, "text"), approved=None)


def _approve(case: Case, step: Step) -> Case:
    if not case.proposal:
        raise CaseError("incomplete", "there is no proposal to approve yet")
    _proven(step)
    approve = step.facts.get("approve")
    if not isinstance(approve, bool):
        raise CaseError("value", "say approve: true or false")
    return dataclasses.replace(case, approved=approve)


def _invite(case: Case, step: Step) -> Case:
    return dataclasses.replace(case, participants=(*case.participants, _text(step, "name")))


def _remedy(case: Case, step: Step) -> Case:
    return dataclasses.replace(case, remedies=(*case.remedies, _text(step, "text")))


def _describe(case: Case, step: Step) -> Case:
    return dataclasses.replace(case, facts=MappingProxyType({**case.facts, **_facts(step.facts)}), signatures=MappingProxyType({}))


def _assess(case: Case, step: Step) -> Case:
    try:
        answers = answers_of(step.facts)
        found = score(answers)
        risk = Risk(str(step.facts["risk"])) if "risk" in step.facts else found.proposed
    except (KeyError, ValueError, TypeError):
        raise CaseError("value", "an assessment answers every question of the method with one of its choices") from None
    if risk is not found.proposed and not step.why.strip():
        raise CaseError("why", f"the method proposes {found.proposed.value}; another level needs its reason")
    return dataclasses.replace(case, answers=answers, score=found, risk=risk, signatures=MappingProxyType({}))


def _sign(case: Case, step: Step) -> Case:
    gaps = [gap for gap in lacks(case) if gap in {*NEEDED, "assess"}]
    if gaps:
        raise CaseError("incomplete", f"missing before a decision: {', '.join(gaps)}")
    _proven(step)
    others = [(who, case.signers.get(part, ())) for part, who in case.signatures.items() if part is not step.part]
    if any(same_person(step.who, step.ids, who, ids) for who, ids in others):
        raise CaseError("signatures", "the two signatures are of two persons")
    signatures = {**case.signatures, step.part: step.who}
    state = State.DECIDED if {Part.DPO, Part.DIRECTOR} <= signatures.keys() else case.state
    signers = MappingProxyType({**case.signers, step.part: step.ids})
    return dataclasses.replace(case, signatures=MappingProxyType(signatures), signers=signers, state=state)


def _proven(step: Step) -> None:
    """The token and the command line write any name: what they enter is the copy of a paper, or nothing."""
    if unproven(step.entered):
        raise CaseError("paper", "entered for somebody by the token or the command line: give the reference of the paper that they signed")


def _notify_authority(case: Case, step: Step) -> Case:
    running = case.clock()
    reasons = str(step.facts.get("delay_reasons", ""))
    at = _time(step.facts["sent"]) if "sent" in step.facts else step.at
    if running is not None and running.late(at) and not reasons.strip():
        raise CaseError("late", "the deadline has passed: give delay_reasons (GDPR art. 33 para. 1)")
    return dataclasses.replace(case, authority=(*case.authority, Sent(at, _text(step, "dispatch"), reasons)))


def _supplement(case: Case, step: Step) -> Case:
    if not case.authority:
        raise CaseError("incomplete", "there is no notification to supplement yet")
    return dataclasses.replace(case, authority=(*case.authority, Sent(step.at, _text(step, "dispatch"))))


def _notify_persons(case: Case, step: Step) -> Case:
    if exception := str(step.facts.get("exception", "")).strip():
        return dataclasses.replace(case, persons_exception=exception)
    return dataclasses.replace(case, persons=(*case.persons, Sent(step.at, _text(step, "dispatch"))))


def _measure(case: Case, step: Step) -> Case:
    try:
        due = date.fromisoformat(str(step.facts["due"])) if step.facts.get("due") else None
    except ValueError:
        raise CaseError("value", "due is a date such as 2026-12-31") from None
    return dataclasses.replace(case, measures=(*case.measures, Measure(_text(step, "text"), _text(step, "owner"), due)))


def _done(case: Case, step: Step) -> Case:
    number = step.facts.get("measure")
    if case.state is State.EVENT:
        return case
    if not isinstance(number, int) or not 1 <= number <= len(case.measures):
        raise CaseError("value", f"name the measure by its number, 1 to {len(case.measures)}")
    done = tuple(dataclasses.replace(one, done=step.at) if at == number else one for at, one in enumerate(case.measures, 1))
    return dataclasses.replace(case, measures=done)


def _check(case: Case, step: Step) -> Case:
    _text(step, "result")
    return dataclasses.replace(case, checked=step.at)


def _close(case: Case, step: Step) -> Case:  # noqa: ARG001 - what closes is what the case says
    before = dataclasses.replace(case, state=State.EVENT if case.score is None and case.risk is None else State.DECIDED)
    gaps = lacks(before)
    if gaps:
        raise CaseError("incomplete", f"before the case can be closed: {', '.join(gaps)}")
    return case


def _reopen(case: Case, step: Step) -> Case:  # noqa: ARG001
    return dataclasses.replace(case, signatures=MappingProxyType({}), checked=None)


def _remind(case: Case, step: Step) -> Case:
    mark = step.facts.get("mark")
    if not isinstance(mark, int) or isinstance(mark, bool) or mark <= case.reminded:
        raise CaseError("value", "a reminder is of a later hour than the last one")
    return dataclasses.replace(case, reminded=mark)


_ACTIONS: Mapping[Action, Callable[[Case, Step], Case]] = MappingProxyType(
    {
        Action.REPORT: _report,
        Action.RECEIVE: _receive,
        Action.CLASSIFY: _classify,
        Action.CORRECT: _correct,
        Action.NOTE: _note,
        Action.PROPOSE: _propose,
        Action.APPROVE: _approve,
        Action.INVITE: _invite,
        Action.REMEDY: _remedy,
        Action.DESCRIBE: _describe,
        Action.ASSESS: _assess,
        Action.SIGN: _sign,
        Action.NOTIFY_AUTHORITY: _notify_authority,
        Action.SUPPLEMENT: _supplement,
        Action.NOTIFY_PERSONS: _notify_persons,
        Action.MEASURE: _measure,
        Action.DONE: _done,
        Action.CHECK: _check,
        Action.CLOSE: _close,
        Action.REOPEN: _reopen,
        Action.REMIND: _remind,
    }
)


def _with_time(case: Case, name: str, at: datetime) -> Case:
    if name in case.times:
        if name == "received":
            return case  # taken over again after it was reopened: the first time stays
        raise CaseError("set", f"{name} is recorded already; correct it with a reason")
    return dataclasses.replace(case, times=MappingProxyType({**case.times, name: at}))


def _time(value: object) -> datetime:
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise CaseError("value", "write a time such as 2026-11-22T14:20:05+01:00") from None
    if at.tzinfo is None:
        raise CaseError("value", "a time carries its zone, such as 2026-11-22T14:20:05+01:00")
    return at


def _text(step: Step, name: str) -> str:
    value = step.facts.get(name)
    if not isinstance(value, str) or not value.strip():
        raise CaseError("incomplete", f"{step.action.value} needs {name}")
    return value


def _facts(given: Mapping[str, object]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in given.items():
        kind = FACTS.get(name)
        if kind is None:
            raise CaseError("value", f"{name[:40]!r} is no field of a case")
        if not isinstance(value, kind) or (kind is int and (isinstance(value, bool) or int(value) < 0)):  # type: ignore[call-overload]
            raise CaseError("value", f"{name} has a value of another kind; expected {kind.__name__}")
        found[name] = value
    if found.get("source", "unknown") not in SOURCES:
        raise CaseError("value", f"source is one of {', '.join(SOURCES)}")
    if not set(found.get("category", [])) <= set(CATEGORIES):
        raise CaseError("value", f"category lists some of {', '.join(CATEGORIES)}")
    return found

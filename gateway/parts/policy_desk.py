"""The policy for the console: rules that are decided there, tried on the past, in force here at once and on other nodes within seconds."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from allowlist import prague
from allowlist.workflow.same_person import same_person
from gateway.confirmed import rule_of
from gateway.console.policy_ports import Change, Compared, Entry, PolicyDesk, State, Tried, Waiting, Who
from gateway.decide.action import WORDS, Action
from gateway.decide.policy import Policy
from gateway.decide.replay import Replayed, replay
from gateway.decide.weaker import weaker
from gateway.decide.words import words
from gateway.errors import UserError
from gateway.parts import policy_view
from gateway.parts.common import utc_now
from gateway.parts.policy_lines import lines_of, reason
from gateway.policy import policy_of
from gateway.record import proposal
from gateway.record.policy_step import Step, StepError, StepKind, standing
from gateway.record.proposal import What
from gateway.settings import Settings
from gateway.store import confirming
from gateway.store.events import EventStore
from gateway.store.policy_steps import PolicyStepStore
from gateway.store.proposals import ProposalStore
from gateway.store.rows import Filters
from gateway.store.url import store_url

DAYS = 30
"""Of the past, on which a change is tried."""
PAGE, PAGES = 500, 2
"""Events of one question and questions of one trial: what a page can wait for. More are said to be more."""
JUDGED = ("prompt.blocked", "prompt.recorded", "upload.blocked")

type Names = Callable[[], Mapping[str, str]]


def policy_desk(settings: Callable[[], Settings], events: EventStore, names: Names, now: Callable[[], datetime] = utc_now) -> PolicyDesk:
    """The port. ``settings`` are those of the file as they hold now, without what the console decided; ``names`` of tools by id."""
    made = _Desk(settings, events, names, now)
    return PolicyDesk(made.state, made.change, made.attempt, made.take, made.decide, made.withdraw, made.history, made.compare, names)


class _Desk:
    def __init__(self, settings: Callable[[], Settings], events: EventStore, names: Names, now: Callable[[], datetime]) -> None:
        url = store_url(settings())
        self._settings, self._events, self._names, self._now = settings, events, names, now
        self._steps, self._proposals = PolicyStepStore(url), ProposalStore(url)

    def state(self, language: str) -> State:
        steps, words = self._steps.steps(), self._words(language)
        now, today = standing(steps), self._today()
        decided = confirming.rules(now, self._proposals.in_force(What.RULE), today)
        waiting = [
            Waiting(one, words.of(old.lines if (old := now.rule(one.rule)) else ""), words.of(one.lines), self._past(steps, one), DAYS)
            for one in now.waiting
        ]
        public = confirming.holding(self._proposals.in_force(What.VALUE, What.PERSON), now, today)
        return State(len(steps), policy_view.held(decided, self._settings().policy.rules, words), public, waiting)

    def change(self, identity: str) -> Change | None:
        step = standing(self._steps.steps()).rule(identity)
        if step is None:
            return None
        rule = rule_of(step.lines)
        return Change(identity, rule.name, rule.action, rule.kinds, rule.tools, rule.groups, rule.until)

    def attempt(self, change: Change, language: str) -> Tried:
        steps = self._steps.steps()
        step = self._step(steps, change, Who("", ()))
        said = tuple(words(self._policy([*steps, step]), self._now(), language, self._names()))
        past = self._past(steps, step)
        return Tried(self._weaker(steps, step), self._words(language).of(step.lines), said, past, DAYS)

    def take(self, change: Change, who: Who) -> Step:
        if not who.ids:
            raise StepError("account")
        seen = self._steps.steps()
        step = self._step(seen, change, who)
        if self._weaker(seen, step):
            step = replace(step, kind=StepKind.DRAFTED)

        def make(steps: Sequence[Step]) -> Step:
            if not len(steps) == len(seen) == change.version:
                raise StepError("moved")
            if any(one.rule == step.rule for one in standing(steps).waiting):
                raise StepError("twice")
            return step

        return self._taken(self._steps.take(make))

    def decide(self, number: int, confirm: bool, why: str, version: int, who: Who) -> Step:
        if not who.ids or not who.officer:
            raise StepError("account")

        def make(steps: Sequence[Step]) -> Step:
            if len(steps) != version:
                raise StepError("moved")
            draft = standing(steps).draft(number)
            if draft is None:
                raise StepError("gone")
            if same_person(draft.by, draft.ids, who.name, who.ids):
                raise StepError("same")
            kind = StepKind.CONFIRMED if confirm else StepKind.REFUSED
            step = replace(draft, kind=kind, at=self._now(), by=who.name, ids=who.ids, why=why, draft=number, number=len(steps) + 1)
            if confirm:
                if step.lines and not confirming.lasts(step.lines, self._today()):
                    raise StepError("until")
                if step.lines and not self._names().keys() >= set(rule_of(step.lines).tools):
                    raise StepError("rule")  # the catalogue has changed since it was drafted
            return step

        return self._taken(self._steps.take(make))

    def withdraw(self, identity: str, why: str, who: Who) -> Step:
        if not who.ids:
            raise StepError("account")
        said, one = reason(why), self._proposals.get(identity)
        if one is None or one.state is not proposal.State.CONFIRMED:
            raise StepError("gone")
        seen = self._steps.steps()
        step = Step(StepKind.WITHDRAWN, identity, one.event, self._now(), who.name, who.ids, said)
        milder = one.what is What.RULE and self._lifts(seen, step)

        def make(steps: Sequence[Step]) -> Step:
            if identity in standing(steps).withdrawn:
                raise StepError("gone")
            if len(steps) != len(seen):
                raise StepError("moved")
            if milder:  # beneath it stands a rule that is milder still, and one account alone lifts nothing
                raise StepError("beneath")
            return step

        return self._taken(self._steps.take(make))

    def history(self, language: str) -> Sequence[Entry]:
        return policy_view.history(self._steps.steps(), self._words(language))

    def compare(self, first: int, second: int, language: str) -> Compared:
        return policy_view.compare(self._steps.steps(), first, second, self._words(language))

    def _step(self, steps: Sequence[Step], change: Change, who: Who) -> Step:
        """The change as a step that takes effect."""
        old = standing(steps).rule(change.rule)
        if old is None and (change.rule or change.ends):
            raise StepError("gone")
        lines = "" if change.ends else lines_of(change, self._today(), self._names())
        if old is not None and lines == old.lines:
            raise StepError("nothing")
        name = old.name if change.ends and old is not None else change.name.strip()
        identity = change.rule or uuid.uuid4().hex
        return Step(StepKind.SET, identity, name, self._now(), who.name, who.ids, reason(change.why), lines, number=len(steps) + 1)

    def _taken(self, step: Step) -> Step:
        if step.takes_effect:
            confirming.write(self._proposals, self._steps, self._settings().data.dir, self._today())
        return step

    def _weaker(self, steps: Sequence[Step], step: Step) -> bool:
        """Also as if nothing else were decided in the console: what is as mild as a relief, or as a rule that two accounts decided, would
        otherwise outlast it when it is withdrawn or ended.
        """
        if weaker(self._policy(steps), self._policy([*steps, step]), self._now()):
            return True
        if not step.lines or WORDS[rule_of(step.lines).action] is Action.BLOCK:
            return False
        old = standing(steps).rule(step.rule)
        own = [old] if old is not None else []
        return weaker(self._policy(own, reliefs=False), self._policy([*own, step], reliefs=False), self._now())

    def _lifts(self, steps: Sequence[Step], step: Step) -> bool:
        """Whether less is protected after a step. A policy that the gateway cannot take up protects nothing that could be lifted."""
        try:
            return weaker(self._policy(steps), self._policy([*steps, step]), self._now())
        except StepError:
            return False

    def _policy(self, steps: Sequence[Step], *, reliefs: bool = True) -> Policy:
        """The policy after some steps, read as the gateway reads it. Raises StepError ``rule``."""
        settings = self._settings()
        decided = confirming.rules(standing(steps), self._proposals.in_force(What.RULE) if reliefs else (), self._today())
        try:
            rules = (*(rule_of(one.lines) for one in decided), *settings.policy.rules)
            given = settings.model_copy(update={"policy": settings.policy.model_copy(update={"rules": rules})})
            return policy_of(given)  # without the catalogue: a rule whose tool is gone must still be ended
        except UserError:
            raise StepError("rule") from None

    def _past(self, steps: Sequence[Step], step: Step) -> Replayed:
        """What the step would have changed; a draft is thought of as confirmed."""
        after = replace(step, kind=StepKind.SET, at=self._now(), number=len(steps) + 1)
        rule = rule_of(step.lines) if step.lines else None
        filters = Filters(types=JUDGED, tools=rule.tools if rule else (), since=self._now() - timedelta(days=DAYS))
        groups = frozenset(rule.groups) if rule else frozenset[str]()
        found, before = list[Mapping[str, object]](), None
        for _ in range(PAGES):
            page = self._events.latest(PAGE, filters, before)
            found += [row.public() for row in page.rows]
            before = page.next
            if not page.more:
                break
        try:
            past = replay(found, self._policy(steps), self._policy([*steps, after]), self._now(), groups)
        except StepError:  # a draft that can no longer hold: whoever confirms it is told
            past = Replayed()
        return replace(past, whole=not page.more)

    def _words(self, language: str) -> policy_view.Words:
        return policy_view.Words(language, self._names(), self._now())

    def _today(self) -> date:
        return prague.day(self._now())

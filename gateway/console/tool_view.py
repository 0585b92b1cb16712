"""One service of the catalogue as its page shows it: approved with its conditions, or closed with the reason and what does the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allowlist.register import Register, Status
from allowlist.service import CATEGORY_NAMES
from allowlist.workflow.case import Case
from allowlist.workflow.facts import Facts
from allowlist.workflow.step import State
from gateway.act.door import closed
from gateway.act.texts import texts
from gateway.console.language import Language
from gateway.model import Notice


@dataclass(frozen=True, slots=True)
class ToolView:
    """What everybody may read of one tool. Days are ISO, codes have their words in the texts."""

    id: str
    name: str
    vendor: str
    country: str
    category: str
    approved: bool
    hosts: tuple[str, ...]
    since: str = ""
    until: str = ""
    conditions: tuple[str, ...] = ()
    for_everyone: bool = True
    entrance: bool = False
    purpose: str = ""
    uses: tuple[str, ...] = ()
    data_classes: tuple[str, ...] = ()
    account: str = ""
    risk: str = ""
    title: str = ""
    """Of a closed tool: the heading and the reason of its door."""
    why: str = ""
    instead: tuple[tuple[str, str], ...] = ()
    """Approved tools that do the same: id and name."""
    may_ask: bool = False


def tool_view(register: Register, case: Case, service: str, language: Language, now: datetime) -> ToolView:
    """The view. KeyError for a service outside the catalogue."""
    known = register.catalogue.services[service]
    category = CATEGORY_NAMES[known.category][0 if language == "cs" else 1]
    hosts = tuple(name for group in known.hosts for name in group.names)
    if register.status(service, now) is Status.APPROVED:
        entry = register.grants[service].entry
        facts = case.facts if case.state is State.PUBLISHED else Facts()  # an entry of celnice.toml has no card
        return ToolView(
            service,
            known.name,
            known.vendor,
            known.country,
            category,
            approved=True,
            hosts=hosts,
            since=entry.approved_from.isoformat(),
            until=entry.approved_until.isoformat(),
            conditions=entry.conditions,
            for_everyone=not entry.groups,
            entrance=known.entrance is not None,
            purpose=facts.purpose,
            uses=tuple(use.value for use in facts.uses),
            data_classes=tuple(each.value for each in facts.data_classes),
            account=facts.account.value if facts.account else "",
            risk=facts.risk_level,
        )
    instead = register.alternatives(service, None, now)
    door = closed(register, register.closure(service, now), instead, "/", now)
    wording = texts(language).wording(Notice("", known.name, {}, "not_approved", door=door))
    return ToolView(
        service,
        known.name,
        known.vendor,
        known.country,
        category,
        approved=False,
        hosts=hosts,
        title=wording.title,
        why=wording.why,
        instead=tuple((one, register.catalogue.services[one].name) for one in instead),
        may_ask=bool(door.ask),
    )

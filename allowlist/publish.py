"""The published list: what every employee may see of the register (/tools, /tools.json).

Who approved a tool and for which directory groups stays inside: the one may be a person's name, the other is how the office is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from allowlist import prague, prohibited
from allowlist.register import Grant, Register, Status
from allowlist.service import CATEGORY_NAMES, Category

SCHEMA = 1
"""The shape of ``tools.json``. A new key keeps the number; a changed or removed one adds one."""


@dataclass(frozen=True, slots=True)
class PublishedTool:
    """An approved tool, as the list shows it. ``for_everyone`` is False when only some groups may use it."""

    id: str
    name: str
    vendor: str
    country: str
    category: Category
    category_cs: str
    category_en: str
    approved_from: date
    approved_until: date
    conditions: tuple[str, ...]
    for_everyone: bool
    hosts: tuple[str, ...]
    entrance: bool


@dataclass(frozen=True, slots=True)
class PublishedBan:
    """A forbidden service, with the decisions that forbid it."""

    id: str
    name: str
    vendor: str
    laws: tuple[str, ...]
    laws_en: tuple[str, ...]


def approved_tools(register: Register, now: datetime) -> tuple[PublishedTool, ...]:
    """The tools approved at this instant, by name."""
    grants = (grant for id_, grant in register.grants.items() if register.status(id_, now) is Status.APPROVED)
    return tuple(sorted((_tool(grant) for grant in grants), key=lambda tool: (tool.name.casefold(), tool.id)))


def forbidden_services(register: Register, now: datetime) -> tuple[PublishedBan, ...]:
    """The services that a ban in force forbids, by name."""
    found: list[PublishedBan] = []
    for service in register.catalogue.services.values():
        bans = register.bans(service.id, now)
        if bans:
            laws, laws_en = tuple(ban.law for ban in bans), tuple(ban.law_en for ban in bans)
            found.append(PublishedBan(service.id, service.name, service.vendor, laws, laws_en))
    return tuple(sorted(found, key=lambda ban: (ban.name.casefold(), ban.id)))


def tools_json(register: Register, now: datetime) -> dict[str, Any]:
    """The list as JSON-ready values. ``generated`` is UTC; dates are days in Prague."""
    return {
        "schema": SCHEMA,
        "generated": now.astimezone(UTC).isoformat(timespec="seconds"),
        "tools": [
            {
                "id": tool.id,
                "name": tool.name,
                "vendor": tool.vendor,
                "country": tool.country,
                "category": {"id": tool.category.value, "cs": tool.category_cs, "en": tool.category_en},
                "approved_from": tool.approved_from.isoformat(),
                "approved_until": tool.approved_until.isoformat(),
                "conditions": list(tool.conditions),
                "for_everyone": tool.for_everyone,
                "hosts": list(tool.hosts),
                "entrance": f"/{tool.id}" if tool.entrance else None,
            }
            for tool in approved_tools(register, now)
        ],
        "forbidden": [
            {"id": ban.id, "name": ban.name, "vendor": ban.vendor, "laws": list(ban.laws), "laws_en": list(ban.laws_en)}
            for ban in forbidden_services(register, now)
        ],
        "practices": [
            {"id": one.id, "name": one.name, "name_en": one.name_en, "law": one.law, "law_en": one.law_en, "since": one.since.isoformat()}
            for one in prohibited.packaged().values()
            if prague.midnight(one.since) <= now and (one.until is None or now < prague.end(one.until))
        ],
    }


def _tool(grant: Grant) -> PublishedTool:
    service = grant.service
    category_cs, category_en = CATEGORY_NAMES[service.category]
    return PublishedTool(
        id=service.id,
        name=service.name,
        vendor=service.vendor,
        country=service.country,
        category=service.category,
        category_cs=category_cs,
        category_en=category_en,
        approved_from=grant.entry.approved_from,
        approved_until=grant.entry.approved_until,
        conditions=grant.entry.conditions,
        for_everyone=not grant.entry.groups,
        hosts=tuple(name for group in service.hosts for name in group.names),
        entrance=service.entrance is not None,
    )

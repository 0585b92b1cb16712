"""docs/catalogue.md, written from the catalogue itself. ``python -m allowlist.catalogue_page > docs/catalogue.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from allowlist import prohibited
from allowlist.answers import Role
from allowlist.data_fact import DATA_NAMES
from allowlist.loader import Catalogue, packaged
from allowlist.service import CATEGORY_NAMES, UNKNOWN_COUNTRY, Service

HEAD = """# Catalogue of AI services

Every AI service that Celnice knows by name: {services} services of {vendors} vendors, {hosts} hosts and wildcards. To stand here is not
to be approved: that is the register's word (`[tools.<id>]` in `celnice.toml`). A catalogued service without an approval gets the page that
says why and what to use instead; a host outside the catalogue is refused.

The seat is the vendor's, not the place of the data; `{unknown}` is a vendor whose seat nobody could establish. *Wire format* names the
formats that read the service's prompts; without one nothing with a body passes, whatever is approved. The facts are the vendors' own, or
public knowledge, as each entry's `source` says in `allowlist/catalogue/<id>.toml`; the working group checks them before it relies on them.

This page is written by `python -m allowlist.catalogue_page`; a test holds it to the data.
"""


def page(catalogue: Catalogue | None = None) -> str:
    """The whole page as Markdown."""
    known = packaged() if catalogue is None else catalogue
    services = sorted(known.services.values(), key=lambda one: (one.name.casefold(), one.id))
    head = HEAD.format(
        services=len(services),
        vendors=len({one.vendor for one in services}),
        hosts=len(known.hosts.exact) + len(known.hosts.under),
        unknown=UNKNOWN_COUNTRY,
    )
    parts = [head, _services(services), _practices(services), _tenants(services), _data(services), _shared(services)]
    return "\n".join(parts)


def _services(services: Sequence[Service]) -> str:
    head = ("service", "vendor", "seat", "category", "hosts", "wire format", "ban")
    return _table("Services", head, ([*_who(one), _category(one), _hosts(one), _formats(one), _ban(one)] for one in services))


def _practices(services: Sequence[Service]) -> str:
    rows = (
        [one.name_en, one.law_en, one.since.isoformat(), ", ".join(f"`{s.id}`" for s in services if one.id in s.practices) or "–"]
        for one in prohibited.packaged().values()
    )
    text = "That a service falls under an article is this catalogue's reading of what its vendor says it is for; no court has decided it."
    return _table("Forbidden practices", ("practice", "law", "since", "services"), rows, text)


def _tenants(services: Sequence[Service]) -> str:
    rows = ([f"`{one.id}`", f"`{rule.header}: {rule.value}`", _names(rule.hosts), rule.source] for one in services for rule in one.tenant)
    text = "Headers by which a vendor lets in only the accounts of one customer. What stands in braces, the office fills in."
    return _table("Tenant restriction", ("service", "header", "hosts", "source"), rows, text)


def _data(services: Sequence[Service]) -> str:
    rows = ([f"`{one.id}`", DATA_NAMES[fact.kind][1], fact.plan, fact.source] for one in services for fact in one.data)
    return _table("What vendors say of the data", ("service", "claim", "plan", "source"), rows)


def _shared(services: Sequence[Service]) -> str:
    rows = ([f"`{one.id}`", f"`{host.name}`", _names(host.paths), host.note] for one in services for host in one.shared)
    text = "Hosts that carry other traffic too. They are never matched, and so never looked into."
    return _table("Shared hosts", ("service", "host", "paths", "note"), rows, text)


def _who(service: Service) -> tuple[str, str, str]:
    return f"{service.name} (`{service.id}`)", service.vendor, service.country


def _category(service: Service) -> str:
    return CATEGORY_NAMES[service.category][1]


def _hosts(service: Service) -> str:
    marked = {Role.AUTH, Role.STATIC, Role.TELEMETRY, Role.UPLOAD}
    return "; ".join(_names(group.names) + (f" ({group.role})" if group.role in marked else "") for group in service.hosts)


def _formats(service: Service) -> str:
    return ", ".join(sorted({f"`{one.format}`" for one in service.operations if one.format is not None})) or "no"


def _ban(service: Service) -> str:
    return (
        "; ".join(f"{ban.law_en}, since {ban.since}" + (f" (binds {ban.scope_en})" if ban.scope_en else "") for ban in service.bans) or "–"
    )


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], text: str = "") -> str:
    lines = [f"## {title}\n", *([text + "\n"] if text else []), _line(head), "|" + "---|" * len(head), *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(page())

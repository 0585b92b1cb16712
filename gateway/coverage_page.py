"""docs/coverage-tools.md and the answer of ``/api/v1/coverage``: the table of :mod:`gateway.coverage`, written out."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from allowlist.loader import Catalogue
from allowlist.register import Register, Status
from gateway import coverage
from gateway.coverage import Aids, Row, Sight
from gateway.extract.uploads.registry import protocols

MEANINGS = {
    Sight.SCANNED: "every carrier below is read, and a finding stops the request",
    Sight.PARTLY: "as scanned, but a request with one of the opaque carriers is stopped unread; so is a picture, or a document with one in "
    "it, where letters in pictures are not recognised (Tesseract), and a recording where no transcriber is set; films always",
    Sight.UNSEEN: "passes without what was planted being seen: a fault of the format, and a test of ours fails",
    Sight.OPAQUE: "nobody can read it, so it is stopped",
    Sight.REFUSED: "stopped without being read",
    Sight.ANSWERED: "stopped; the tool gets an empty answer and does not ask again",
    Sight.ADDRESS: "address and headers are scanned; a body is refused",
    Sight.UNREAD: "passes without its body being read or recorded: signing in",
}

HEAD = """# What is seen of which tool

Written by `celnice canary --table` out of the registers; do not edit. Each carrier is a request that was put through the operation's
wire format when the table was written: none of it is anybody's word. `celnice canary` puts the same through a whole gateway,
`GET /api/v1/coverage` and the console's page `/coverage` tell it of a running one, operation by operation.

Pictures and recordings depend on what a node has: Tesseract with the languages that are set, the office's own transcriber
(`documents.transcriber`; by default there is none). This page holds for any node, so it calls them "partly"; the API and the console say
"scanned" or "opaque", as it is where they run.

Address, query and headers of every request are scanned besides, but for signing in. Services that are forbidden by law are left out: of
them nothing passes. A tool that nobody approved is refused whole. "(anything else)" is refused, or, where the tool's register entry says
`unknown = "walk"`, read leaf by leaf.

"""


def page(catalogue: Catalogue) -> str:
    """The table as Markdown; operations of one tool that are read alike share a line."""
    parts = [HEAD, "| word | means |\n|---|---|\n", *(f"| {sight} | {meaning} |\n" for sight, meaning in MEANINGS.items())]
    for tool, found in groupby(coverage.rows(catalogue), key=lambda row: row.tool):
        service = catalogue.services[tool]
        parts.append(f"\n## {service.name} (`{tool}`)\n\n| operations | role | format | seen | carriers |\n|---|---|---|---|---|\n")
        alike: dict[tuple[Any, ...], list[str]] = {}
        for row in found:
            alike.setdefault((row.role, row.format, row.sight, row.carriers), []).append(row.operation)
        parts += (
            f"| {', '.join(names)} | {role} | {_format(name)} | {sight} | {_carriers(carriers)} |\n"
            for (role, name, sight, carriers), names in alike.items()
        )
    held = ", ".join(f"`{name}`" for name in protocols())
    parts.append(
        "\n## Documents\n\nA file in any of the carriers above is read by what its bytes are. Files that travel in pieces are held "
    )
    parts.append(f"until they are whole: {held}; a piece of any other kind is opaque.\n\n")
    parts.append("| type | files | with neither | with recognition of letters | with a transcriber as well |\n|---|---|---|---|---|\n")
    seen = [coverage.types(aids) for aids in (Aids(False, False), Aids(True, False), Aids(True, True))]
    parts += (
        f"| `{one.name}` | {_files(one.extensions)} | {one.sight} | {more.sight} | {most.sight} |\n"
        for one, more, most in zip(*seen, strict=True)
    )
    parts.append("| anything else, damaged, encrypted, or over a limit | | opaque | opaque | opaque |\n")
    return "".join(parts)


def as_json(known: Register, now: datetime, aids: Aids) -> dict[str, Any]:
    """The table of the services of a register, on a node with these aids."""
    tools = []
    for tool, found in groupby(coverage.rows(known.catalogue, aids), key=lambda row: row.tool):
        grant = known.grants.get(tool)
        walks = grant is not None and grant.entry.unknown == "walk"
        tools.append(
            {
                "id": tool,
                "name": known.catalogue.services[tool].name,
                "approved": known.status(tool, now) is Status.APPROVED,
                "operations": [_operation(row, walks=walks) for row in found],
            }
        )
    return {
        "meanings": {sight.value: meaning for sight, meaning in MEANINGS.items()},
        "tools": tools,
        "documents": [{"type": one.name, "extensions": list(one.extensions), "sight": one.sight} for one in coverage.types(aids)],
        "recognition": aids.letters,
        "speech": aids.speech,
    }


def _operation(row: Row, *, walks: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operation": row.operation,
        "role": row.role,
        "methods": row.methods,
        "path": row.path,
        "format": row.format,
        "sight": row.sight,
        "carriers": [{"name": one.name, "sight": one.sight, "reason": one.reason} for one in row.carriers],
    }
    if row.role == "unknown" and walks:
        made |= {"format": "walk", "sight": Sight.SCANNED}
    return made


def _format(name: str) -> str:
    return f"`{name}`" if name else "–"


def _carriers(carriers: tuple[coverage.Carrier, ...]) -> str:
    told = []
    for sight in (Sight.SCANNED, Sight.PARTLY, Sight.OPAQUE, Sight.UNSEEN):
        names = [f"{one.name} ({one.reason})" if one.reason else one.name for one in carriers if one.sight is sight]
        if names:
            told.append(f"{'' if sight is Sight.SCANNED else f'{sight}: '}{', '.join(names)}")
    return "; ".join(told) or "–"


def _files(extensions: tuple[str, ...]) -> str:
    shown = ", ".join(extensions[:8])
    return f"{shown}, …" if len(extensions) > 8 else shown

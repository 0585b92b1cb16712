"""docs/settings.md, written from the settings themselves, so that no key can be undocumented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args, get_origin

from gateway.feed_settings import Feed
from gateway.settings import Section, Settings, Tool

HEAD = """# Settings

One file, `celnice.toml`, in the working directory or named by `--config` or `CELNICE_CONFIG`. Every key may also come from the
environment (`CELNICE_PROXY__PORT=8080`; two underscores go one level down) or from a file (`CELNICE_STORE__URL_FILE=/run/secrets/store`).
An unknown key refuses to start, and the error names the line. `celnice config check` checks, `celnice config show` shows what is in force.

This page is written by `celnice config docs`.
"""

EXAMPLE = """## An example

```toml
[proxy]
workers = 2

[tools.openai]
approved_by = "Pracovní skupina AI, rozhodnutí 3/2026"
approved_from = 2026-11-01
approved_until = 2027-10-31
conditions = ["Jen veřejné a anonymní texty."]
```
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [HEAD, EXAMPLE]
    for name, field in Settings.model_fields.items():
        if name == "tools":
            parts.append(_table("[tools.<id>]", Tool, field.description or ""))
        elif name == "feeds":
            parts.append(_table("[feeds.<name>]", Feed, f"{field.description} {Feed.__doc__} docs/feeds.md has examples."))
        elif isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            parts += _section(name, field.annotation)
    return "\n".join(parts)


def _section(name: str, section: type[Section]) -> list[str]:
    """The table of a section, and those of the sections that its keys hold, in lists or by name."""
    parts = [_table(f"[{name}]", section, (section.__doc__ or "").strip())]
    for key, field in section.model_fields.items():
        inner = [one for one in (field.annotation, *get_args(field.annotation)) if isinstance(one, type) and issubclass(one, Section)]
        if inner:
            heading = _heading(f"{name}.{key}", get_origin(field.annotation))
            parts.append(_table(heading, inner[0], (inner[0].__doc__ or "").strip()))
    return parts


def _heading(name: str, held: Any) -> str:
    """A list of sections, sections by name, or one that may be missing."""
    return f"[[{name}]]" if held is tuple else f"[{name}.<id>]" if held is dict else f"[{name}]"


def _table(name: str, section: type[Section], text: str) -> str:
    rows = [f"## `{name}`\n", text + "\n", "| key | default | meaning |", "|---|---|---|"]
    for key, field in section.model_fields.items():
        default = "required" if field.is_required() else f"`{_default(field.get_default(call_default_factory=True))}`"
        rows.append(f"| `{key}`{_choices(field.annotation)} | {default} | {field.description} |")
    return "\n".join(rows) + "\n"


def _default(value: Any) -> str:
    if value is None:
        return "unset"
    if isinstance(value, Section):
        return "below"
    text = json.dumps(str(value) if isinstance(value, Path) else list(value) if isinstance(value, tuple) else value)
    return text.replace("|", "\\|")  # it stands in a table


def _choices(annotation: Any) -> str:
    if str(get_origin(annotation)) == "typing.Literal":
        return " (" + ", ".join(f"`{choice}`" for choice in get_args(annotation)) + ")"
    return ""

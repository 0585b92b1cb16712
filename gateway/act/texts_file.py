"""The files of the texts: what must stand in them. An office's own file holds only the keys that shall read differently.

A missing reason or plural form, an unknown key, a placeholder that the text is not given: a ValueError that names the language and the key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from string import Formatter
from typing import Any

from allowlist.closure import Cause
from gateway.act.reason import Reason
from gateway.decide.unread import NOT_SCANNED
from gateway.model import OpaqueReason

OTHER = "OTHER"
"""The name under which kinds that have no name of their own are counted together."""

PARTS = ("title", "what", "why", "do")
FORMS = {"cs": ("one", "few", "many"), "en": ("one", "many")}

_COMMON = (
    "kinds_unknown", "mistake", "where", "own", "own_confirm", "own_pseudonymise", "own_both", "also", "rules", "label_where",
    "label_confirm",
    "label_pseudonymise", "label_false_alarm", "label_rules", "label_what", "label_why", "label_do", "label_reference",
    "label_tool", "label_link", "footer", "door_notice", "door_instead", "door_nothing", "door_ask", "door_list", "door_unread",
    "door_ask_at",
)  # fmt: skip
_DOOR = ("title", "why")
_PLACES = (
    "address", "header", "message", "attachment", "part", "page", "slide", "sheet", "table", "row", "column", "cell", "paragraph", "line",
    "text", "annotation", "certificate", "property", "state",
)  # fmt: skip
_GIVEN: Mapping[str, Collection[str]] = {
    "reasons": ("kinds", "tool", "detail", "reference", "link"),
    "common.mistake": ("kinds", "tool", "detail", "reference", "link"),
    "common.where": ("places",),
    "common.rules": ("link",),
    "common.also": ("kinds",),
    "common.own": ("link", "reference"),
    "common.own_confirm": ("link", "reference"),
    "common.own_pseudonymise": ("link", "reference"),
    "common.own_both": ("link", "reference"),
    "common.door_notice": ("notice",),
    "common.door_ask_at": ("link",),
    "door": ("tool", "day", "law"),
    "places": ("n",),
}
"""Which placeholders a text is given, by its key or table; the others are given none."""

type Tables = dict[str, Any]


def tables(source: str, language: str, over: str = "") -> Tables:
    """The six tables of one language, checked, with the texts of ``over`` in place of those of ``source``."""
    found = tomllib.loads(source)
    _lay(found, tomllib.loads(over), language)
    read = {name: _table(found, name, language) for name in ("common", "reasons", "details", "kinds", "door", "places")}
    _require(read["common"], _COMMON, f"{language}: common")
    _require(read["reasons"], [reason.value for reason in Reason], f"{language}: reasons")
    _require(read["details"], [NOT_SCANNED, *(reason.value for reason in OpaqueReason)], f"{language}: details")
    _require(read["door"], [cause.value for cause in Cause], f"{language}: door")
    _require(read["places"], [*_PLACES, *(f"more_{form}" for form in FORMS[language])], f"{language}: places")
    if OTHER not in read["kinds"]:
        raise ValueError(f"{language}: kinds.{OTHER} is missing")
    for name, parts in (("reasons", PARTS), ("door", _DOOR), ("kinds", FORMS[language])):
        for key, texts in read[name].items():
            _require(texts, parts, f"{language}: {name}.{key}")
            _require_texts(texts, f"{language}: {name}.{key}", name)
    for name in ("common", "details", "places"):
        _require_texts(read[name], f"{language}: {name}", name)
    return read


def _lay(under: Tables, over: Tables, where: str) -> None:
    """Lays an office's own texts over ours, in place. What has no place there is not known."""
    for name, value in over.items():
        key = f"{where}.{name}" if "." in where or ":" in where else f"{where}: {name}"
        if name not in under:
            raise ValueError(f"{key} is not known")
        if isinstance(under[name], dict) and isinstance(value, dict):
            _lay(under[name], value, key)
        else:
            under[name] = value


def _table(found: Tables, name: str, language: str) -> Tables:
    table = found.get(name)
    if not isinstance(table, dict):
        raise ValueError(f"{language}: the table [{name}] is missing")  # noqa: TRY004 - a fault of the file, not of a caller
    return table


def _require(table: object, names: Any, where: str) -> None:
    if not isinstance(table, dict):
        raise ValueError(f"{where} is not a table")  # noqa: TRY004
    for name in set(names) ^ table.keys():
        raise ValueError(f"{where}.{name} is {'missing' if name in names else 'not known'}")


def _require_texts(table: Mapping[str, Any], where: str, kind: str) -> None:
    for name, text in table.items():
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{where}.{name} is not a text")
        given = _GIVEN.get(f"{kind}.{name}", _GIVEN.get(kind, ()))
        try:
            fields = list(Formatter().parse(text))
        except ValueError:
            raise ValueError(f"{where}.{name}: a curly bracket stands alone; write {{{{ or }}}} for one that shall be seen") from None
        for _, placeholder, spec, conversion in fields:
            if placeholder is not None and (placeholder not in given or spec or conversion):
                known = f"there are {', '.join(sorted(given))}" if given else "there is none in this text"
                raise ValueError(f"{where}.{name}: {{{placeholder}}} is not a placeholder; {known}")

"""A form made from a typed body, and what was sent back made into it: the API and the pages know one shape of each step. Pure.

Times are Prague's, as a clock on the wall shows them; the body's carry their zone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ValidationError

from gateway.console.clock import from_prague, in_prague
from gateway.console.forms import Form, one

LINE = 200
"""Characters up to which a text is one line."""
SECONDS = "%Y-%m-%dT%H:%M:%S"
"""What an ``<input type=datetime-local step=1>`` takes and sends."""


class Kind(StrEnum):
    """How a field is written."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"  # one item on each line
    CHECKS = "checks"
    CHOICE = "choice"
    YES_NO = "yes_no"
    FLAG = "flag"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Typed:
    """One field as a page shows it. ``options`` are values with whether they are chosen; ``wrong`` marks what could not be read."""

    name: str
    kind: Kind
    needed: bool
    value: str = field(default="", repr=False)
    options: tuple[tuple[str, bool], ...] = ()
    longest: int | None = None
    least: int | None = None
    most: int | None = None
    wrong: bool = False


class Unread(ValueError):
    """What was sent is not of the body's shape; ``names`` are its fields."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__(f"not of the shape: {', '.join(sorted(names))}")
        self.names = frozenset(names)


def fields(
    body: type[BaseModel],
    hidden: Collection[str],
    known: Mapping[str, Any] | None = None,
    sent: Form | None = None,
    wrong: Collection[str] = (),
) -> Iterator[Typed]:
    """The fields of a body but the hidden ones, filled from what is known, or from what was sent and could not be taken."""
    for name, shape, needed in _shapes(body):
        if name in hidden:
            continue
        kind, items = _kind(shape), shape.get("items", {})
        default = (known or {}).get(name, shape.get("default"))
        given = _said(default, kind) if sent is None else tuple(sent.get(name, ()))
        values = _values(items) if kind is Kind.CHECKS else _values(shape)
        options = tuple((value, value in given) for value in values)
        yield Typed(
            name,
            kind,
            needed or shape.get("minItems", 0) > 0,
            "\n".join(given),
            options,
            shape.get("maxLength"),
            shape.get("minimum"),
            shape.get("maximum"),
            name in wrong,
        )


def read[B: BaseModel](body: type[B], hidden: Collection[str], form: Form, more: Mapping[str, Any]) -> B:
    """The body of a form; ``more`` is what no field says. Raises :class:`Unread`, which quotes nothing."""
    given: dict[str, Any] = dict(more)
    wrong = set()
    for name, shape, _ in _shapes(body):
        if name in hidden:
            continue
        try:
            value = _read(_kind(shape), name, form)
        except ValueError:
            wrong.add(name)
            continue
        if value is not None:
            given[name] = value
    if wrong:
        raise Unread(wrong)
    try:
        return body.model_validate(given)
    except ValidationError as error:
        raise Unread({str(one["loc"][0]) for one in error.errors(include_input=False) if one["loc"]}) from None


def _read(kind: Kind, name: str, form: Form) -> Any:
    """A JSON value, or None for nothing. ValueError for what is not of the kind."""
    said = one(form, name)
    match kind:
        case Kind.LINES:
            return [line.strip() for line in said.split("\n") if line.strip()] or None
        case Kind.CHECKS:
            return [value for value in form.get(name, ()) if value] or None
        case Kind.FLAG:
            return True if said == "true" else None
        case Kind.YES_NO:
            return {"true": True, "false": False}.get(said)
        case Kind.NUMBER:
            return int(said.replace("\u00a0", "").replace(" ", "")) if said else None
        case Kind.MOMENT:
            return from_prague(datetime.fromisoformat(said).replace(tzinfo=None)).isoformat() if said else None
        case Kind.LINE | Kind.TEXT | Kind.CHOICE | Kind.DATE:
            return said or None


def moment(at: datetime) -> str:
    """An instant as the field of a form holds it."""
    return f"{in_prague(at.astimezone(UTC)):{SECONDS}}"


def _said(value: Any, kind: Kind) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, list | tuple | frozenset):
        return tuple(map(str, value))
    if kind is Kind.MOMENT:
        return (moment(value if isinstance(value, datetime) else datetime.fromisoformat(str(value))),)
    return (str(value),)


def _shapes(body: type[BaseModel]) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """(name, JSON schema without null and references, needed) of each field."""
    schema = body.model_json_schema()
    shared, needed = schema.get("$defs", {}), schema.get("required", ())
    for name, shape in schema["properties"].items():
        found = dict(shape)
        if several := found.pop("anyOf", None):
            found |= next(each for each in several if each.get("type") != "null")
        found = _resolved(found, shared)
        if "items" in found:
            found["items"] = _resolved(found["items"], shared)
        yield name, found, name in needed


def _resolved(shape: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(shape)
    if reference := found.pop("$ref", None):
        found = {**shared[reference.rpartition("/")[2]], **found}
    return found


def _kind(shape: Mapping[str, Any]) -> Kind:
    if shape.get("const") is True:
        return Kind.FLAG
    match shape.get("type"):
        case "boolean":
            return Kind.YES_NO
        case "integer":
            return Kind.NUMBER
        case "array":
            return Kind.CHECKS if "enum" in shape["items"] else Kind.LINES
    if "enum" in shape:
        return Kind.CHOICE
    if shape.get("format") == "date-time":
        return Kind.MOMENT
    if shape.get("format") == "date":
        return Kind.DATE
    return Kind.LINE if shape.get("maxLength", LINE + 1) <= LINE or "pattern" in shape else Kind.TEXT


def _values(shape: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(map(str, shape.get("enum", ())))

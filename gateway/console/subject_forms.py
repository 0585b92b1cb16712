"""The forms of a data subject's request: one for every step that may be taken now, made from the API's typed bodies. Pure."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from gateway.console import request_bodies
from gateway.console.case_forms import Sent
from gateway.console.forms import one
from gateway.console.request_bodies import Lookup, Taken
from gateway.console.typed_form import Typed, fields
from gateway.record.request.case import TABLE, Request
from gateway.record.request.step import Action

HIDDEN = frozenset({"action", "who", "version", "why", "kinds", "persons"})
"""What no generated field asks for. Kinds and pseudonyms narrow a search by API; people look for what the subject said."""
SEARCH, ERASE = "search", "erase"
LOOKUPS: Mapping[str, Action] = MappingProxyType({SEARCH: Action.FOUND, ERASE: Action.ERASED})
"""What goes over everything that is kept, and the step that it writes."""
DUE: Mapping[str, str] = MappingProxyType(
    {"verify": "verify", "found": SEARCH, "erased": ERASE, "draft": "draft", "answer": "answer", "tell": "tell"}
)
"""The form that fills what a request lacks."""


def _bodies() -> Mapping[str, type[Taken]]:
    union, _ = typing.get_args(request_bodies.AnyStep.__value__)
    made = {typing.get_args(body.model_fields["action"].annotation)[0].value: body for body in typing.get_args(union)}
    return MappingProxyType(made | dict.fromkeys(LOOKUPS, Lookup))


BODIES = _bodies()
"""The typed body of each form."""


class SubjectForm(typing.NamedTuple):
    """One form."""

    action: str
    fields: tuple[Typed, ...]
    why: str
    who: str
    fault: str
    touched: bool
    now: bool


def forms(request: Request, lacks: tuple[str, ...], sent: Sent | None = None) -> Iterator[SubjectForm]:
    """The forms of a request, what is due first."""
    due = next((DUE[name] for name in lacks if name in DUE), "")
    for action in sorted(BODIES, key=lambda each: (each != due, list(BODIES).index(each))):
        if (LOOKUPS.get(action) or Action(action)) not in TABLE[request.state]:
            continue
        mine = sent if sent is not None and sent.action == action else None
        shown = tuple(fields(BODIES[action], HIDDEN, None, mine.form if mine else None, mine.wrong if mine else ()))
        why, who = (one(mine.form, "why"), one(mine.form, "who")) if mine else ("", "")
        yield SubjectForm(action, shown, why, who, mine.fault if mine else "", mine is not None, action == due)

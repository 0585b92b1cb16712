"""The one spelling of an event that is hashed: JSON with sorted keys, no white space, UTF-8, whole numbers only.

Close to RFC 8785 (JCS), with what makes two writers differ left out: floats are refused, integers stay inside ±(2^53 - 1), keys are
sorted by code point (the same order as JCS for the ASCII keys that events have).
"""

from __future__ import annotations

import json
from typing import Any

MAX_INTEGER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 8259, section 6)."""

MAX_DEPTH = 16
"""An event is three levels deep; more means that something else was handed in."""


class NotCanonical(ValueError):
    """A value that has no canonical spelling. Says which rule was broken, never the value."""


def canonical(value: Any) -> bytes:
    """The canonical JSON of dicts, lists, strings, whole numbers, booleans and None. Raises :class:`NotCanonical`."""
    _check(value, 0)
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # it carries the whole text as an attribute, so it is not chained
        raise NotCanonical("a string holds a lone surrogate") from None


def _check(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotCanonical(f"deeper than {MAX_DEPTH} levels")
    if value is None or isinstance(value, (bool, str)):
        return
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise NotCanonical("an integer is beyond 2^53 - 1")
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotCanonical("an object key is not a string")
            _check(item, depth + 1)
        return
    if isinstance(value, (list, tuple)):
        for item in value:
            _check(item, depth + 1)
        return
    raise NotCanonical(f"a {type(value).__name__} has no canonical spelling")

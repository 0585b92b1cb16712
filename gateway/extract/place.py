"""How a place says what no name and no index can say.

A :data:`~gateway.model.Place` holds names (str) and indexes (int, from 0). Any string may be a real JSON key, so the marks here are
*negative integers*: neither a key nor an index can be one, and no two leaves ever share a place.

* ``(…, "name", KEY)``        the key ``name`` itself, not its value
* ``(…, "name", INSIDE, …)``  in the text that the string ``name`` holds (JSON in a string, a data: URI)
* ``(…, "name", again(1), …)``  under the second ``name`` of the same object; ``again(2)`` is the third
"""

from __future__ import annotations

from gateway.model import Place

KEY = -1
INSIDE = -2


def again(n: int) -> int:
    """The mark of the n-th repetition (n ≥ 1) of a key in one object."""
    return -2 - n


def name(place: Place) -> str | None:
    """The key a value stands under; None for the root, a list element, a key and a text inside a string."""
    at = len(place) - 1
    while at >= 0 and isinstance(mark := place[at], int) and mark < INSIDE:
        at -= 1
    last = place[at] if at >= 0 else None
    return last if isinstance(last, str) else None


def merged(place: Place) -> Place:
    """The place with the marks of repetition taken out: where a reader that merges duplicate keys would look."""
    for part in place:
        if type(part) is int and part < INSIDE:
            return tuple(part for part in place if isinstance(part, str) or part >= INSIDE)
    return place

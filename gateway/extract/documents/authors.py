"""Properties in which office programs write by themselves who made or keeps a document. An office that publishes its documents under the
names of its clerks may let these names pass (``policy.document_authors``), and nothing else that a property holds.

Names: ECMA-376 (core and extended properties), OpenDocument 1.3 (4.3.2), ISO 32000 (14.3.3), [MS-OLEPS].
"""

from __future__ import annotations

from gateway.model import Where

AUTHOR = "author"
"""The kind of place of such a property."""

_NAMES = frozenset(
    {"creator", "lastmodifiedby", "author", "last_saved_by", "company", "manager", "initial-creator", "printed-by"},
)


def where(name: str, number: int) -> Where:
    """Where the property of this name stands: ``author 2``, or ``property 7``."""
    return ((AUTHOR if name.lower() in _NAMES else "property", number),)


def is_author(place: Where) -> bool:
    """Whether a finding there is in such a property."""
    return bool(place) and place[-1][0] == AUTHOR

"""A request path as a server will read it, or a refusal to guess.

Two readings are kept. *Exact* is the path as sent, cut at its slashes. *Lenient* is what the most forgiving server could make of it:
percent-decoded, compatibility-normalised (NFKC), case-folded, without a trailing slash. An operation is granted only when both readings
lead to it (:mod:`allowlist.operations`). What could change the *cut* itself (dot segments, doubled or encoded slashes, backslashes,
path parameters) has no reading and raises.

Sources: RFC 3986 § 2.3 (an encoded letter is the letter), § 3.3 and § 6.2.2.3 (dot segments); CWE-22, CWE-41 and CWE-436 for the spellings.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote_to_bytes

MAX_PATH = 8192
"""Characters of a path. RFC 9110 § 4.1 asks for 8,000; common servers stop at 8 KiB."""

# pchar of RFC 3986 without ";", with "[", "]" and "|", which browsers send raw and which stand in no pattern.
_CHARACTERS = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,=:@\[\]|]|%[0-9A-Fa-f]{2})*")
_CUTS = frozenset("/\\;%?#")  # what would cut the path elsewhere, or decode a second time
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_TRIPLET = re.compile(r"%([0-9A-Fa-f]{2})")


class PathFault(StrEnum):
    """Which check a path failed."""

    NOT_ABSOLUTE = "not_absolute"
    TOO_LONG = "too_long"
    CHARACTER = "character"
    EMPTY_SEGMENT = "empty_segment"
    DOT_SEGMENT = "dot_segment"
    ENCODED = "encoded"
    READINGS_DIFFER = "readings_differ"


class AmbiguousPath(ValueError):
    """A path that two servers could read differently. Carries the check that failed, never the path."""

    def __init__(self, fault: PathFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Reading:
    """The segments of a path, as sent and as the most forgiving server could take them."""

    exact: tuple[str, ...] = field(repr=False)
    lenient: tuple[str, ...] = field(repr=False)


def read(path: str) -> Reading:
    """Both readings of a path without its query. Raises :class:`AmbiguousPath`."""
    if not path.startswith("/"):
        raise AmbiguousPath(PathFault.NOT_ABSOLUTE)  # also "*" and the absolute form "http://…"
    if len(path) > MAX_PATH:
        raise AmbiguousPath(PathFault.TOO_LONG)
    exact = tuple(path[1:].split("/"))
    if "" in exact[:-1]:
        raise AmbiguousPath(PathFault.EMPTY_SEGMENT)
    lenient = tuple(_lenient(segment) for segment in exact)
    return Reading(exact, lenient if lenient[-1] else lenient[:-1])


def _lenient(segment: str) -> str:
    if _CHARACTERS.fullmatch(segment) is None:
        raise AmbiguousPath(PathFault.CHARACTER)
    text = _decoded(segment) if "%" in segment else segment
    text = text.casefold() if text.isascii() else unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if not _CUTS.isdisjoint(text):
        raise AmbiguousPath(PathFault.ENCODED)
    if text.endswith((".", " ")):  # "." and ".."; some servers also drop dots and spaces at the end of a name
        raise AmbiguousPath(PathFault.DOT_SEGMENT)
    return text


def _decoded(segment: str) -> str:
    """Percent-decodes once; refuses encodings of what needs none, of controls, and bytes that are not UTF-8."""
    for pair in _TRIPLET.findall(segment):
        byte = int(pair, 16)
        if byte in _UNRESERVED or byte < 0x20 or byte == 0x7F:
            raise AmbiguousPath(PathFault.ENCODED)
    try:
        return unquote_to_bytes(segment).decode("utf-8")  # strict: an overlong slash (C0 AF) is not UTF-8
    except UnicodeDecodeError:
        raise AmbiguousPath(PathFault.ENCODED) from None

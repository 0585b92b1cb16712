r"""The headers of one part of a form, read strictly: what they say of the part, and the texts in them.

Content-Disposition names the part and its file (RFC 7578, section 4.2; ``filename*`` as in RFC 5987), Content-Type its type. No header
twice, no folded one, no ``\"`` in a name, no coding that changes bytes, no parts within parts; other headers are texts to be scanned.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from gateway.extract import content_type, technical_headers
from gateway.extract.budget import Budget, weight
from gateway.extract.content_type import ContentType
from gateway.extract.place import KEY
from gateway.model import OpaqueBody, OpaqueReason, Place

_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\x00]*?)[ \t]*")
_FORM_DATA = re.compile(r"form-data", re.IGNORECASE)
_PARAMETER = re.compile(r';[ \t]*([a-z]+\*?)=(?:"([^"]*)"|([^\s";]+))[ \t]*', re.IGNORECASE)
_EXTENDED = re.compile(r"utf-8'[A-Za-z0-9-]*'((?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-Fa-f]{2})*)", re.IGNORECASE)
_IDENTITY = frozenset({"", "binary", "8bit", "7bit"})
_READ = frozenset({"content-disposition", "content-length", "content-transfer-encoding", "content-encoding"})


class Word(NamedTuple):
    """A text in a part's headers: where it is in the body, and how a new one is written there."""

    place: Place
    text: str
    start: int
    end: int
    write: Callable[[str], str]

    def __repr__(self) -> str:
        """Never what it holds."""
        return f"<Word {self.start}:{self.end}>"


class Head(NamedTuple):
    """What the headers say. ``filename`` is the one that readers prefer, ``length`` the declared one."""

    name: str
    filename: str | None
    kind: ContentType
    words: tuple[Word, ...]
    """The part's name first."""
    length: str | None

    def __repr__(self) -> str:
        """Never what it holds."""
        return "<Head>"


def read(content: bytes, start: int, end: int, place: Place, budget: Budget) -> Head:
    """Reads the headers that stand at these offsets, for the part of this place.

    Raises OpaqueBody: UNKNOWN_SHAPE, AMBIGUOUS_HEADERS, UNKNOWN_CODING, CONTENT_TYPE, CHARSET.
    """
    headers: dict[str, str] = {}
    words: list[Word] = []
    disposition: tuple[Word, ...] = ()
    at = start
    for line in content[start:end].split(b"\r\n"):
        header = _HEADER.fullmatch(line)
        if header is None:
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
        name, value = header[1].decode("ascii").lower(), _utf8(header[2])
        if name in headers:
            raise OpaqueBody(OpaqueReason.AMBIGUOUS_HEADERS)
        headers[name] = value
        budget.take(weight(place))
        if name == "content-disposition":
            disposition = _disposition(value, at + header.start(2), place)
        elif name not in _READ and technical_headers.said(name, value) is not None:
            words.append(Word((*place, KEY, name), value, at + header.start(2), at + header.end(2), _line))
        at += len(line) + 2
    kind = content_type.parse(headers.get("content-type", ""))
    if not disposition or headers.get("content-transfer-encoding", "").lower() not in _IDENTITY or kind.media.startswith("multipart/"):
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise OpaqueBody(OpaqueReason.UNKNOWN_CODING)
    names = {word.place[-1]: word.text for word in disposition}
    filename = names.get("filename*", names.get("filename"))
    return Head(names[KEY], filename, kind, (*disposition, *words), headers.get("content-length"))


def _disposition(value: str, offset: int, place: Place) -> tuple[Word, ...]:
    """The words of a Content-Disposition, the name first. Offsets count bytes: the value before them is ASCII or was cut there."""
    begin = _FORM_DATA.match(value)
    if begin is None or '\\"' in value:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    words: dict[str, Word] = {}
    at = begin.end()
    while at < len(value):
        found = _PARAMETER.match(value, at)
        if found is None:
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
        key = found[1].lower()
        if key in words or key not in {"name", "filename", "filename*"}:
            raise OpaqueBody(OpaqueReason.AMBIGUOUS_HEADERS)
        group = 3 if found[2] is None else 2
        words[key] = _word(key, found[group], offset + len(value[: found.start(group)].encode("utf-8")), place, quoted=group == 2)
        at = found.end()
    if "name" not in words:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    return (words.pop("name"), *words.values())


def _word(key: str, text: str, start: int, place: Place, *, quoted: bool) -> Word:
    end = start + len(text.encode("utf-8"))
    if key == "filename*":
        extended = _EXTENDED.fullmatch(text)
        if extended is None or quoted:
            raise OpaqueBody(OpaqueReason.CHARSET)
        return Word((*place, KEY, key), _utf8(unquote_to_bytes(extended[1])), start, end, lambda new: "UTF-8''" + quote(new, safe=""))
    return Word((*place, KEY) if key == "name" else (*place, KEY, key), text, start, end, _quoted if quoted else _token)


def _quoted(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _token(text: str) -> str:
    return f'"{_quoted(text)}"'


def _line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise OpaqueBody(OpaqueReason.CHARSET) from None

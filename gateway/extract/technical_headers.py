"""Headers that programs write about themselves and the connection, and the ordinary form of each.

Such a header is left out of the scan only where it has that form: a Chrome's version looks like an address of the internet, and an
``Accept-Language`` may be filled by hand. Forms: RFC 9110 and 9111, Fetch (``Sec-Fetch-*``), Client Hints (``Sec-CH-*``), Global
Privacy Control, WebSocket (RFC 6455), Trace Context. They are narrower than those: what they leave out is only scanned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

MAX_ORDINARY = 1000
"""Characters of a value that may be ordinary. The longest of browsers have some 300; a longer one is scanned."""

_WORD = r"[A-Za-z*][A-Za-z*+._!-]{0,80}+(?:[0-9]{1,2}[A-Za-z+._-]{0,80}+)?"
_WEIGHT = r"(?:[ \t]*;[ \t]*q=[01](?:\.[0-9]{1,3})?)?"

type Form = Callable[[str], bool]


def _one(form: str) -> Form:
    pattern = re.compile(form, re.IGNORECASE)
    return lambda value: pattern.fullmatch(value) is not None


def _list(item: str) -> Form:
    """Items between commas; the pattern of an item has none, so there is nothing to go back to."""
    pattern = re.compile(item, re.IGNORECASE)
    return lambda value: all(pattern.fullmatch(part) for one in value.split(",") if (part := one.strip(" \t")))


_RANGE = rf"{_WORD}/{_WORD}(?:[ \t]*;[ \t]*(?:q=[01](?:\.[0-9]{{1,3}})?|[a-z-]{{1,20}}={_WORD}))*"
_CODING = r"(?:x-)?gzip|deflate|br|zstd|compress|identity|dcb|dcz|\*"
_PLAIN = _list(r"[A-Za-z-]{1,40}")
_FLAG = _one(r"\?[01]|[01]")
_SMALL = _one(r"[0-9]{1,5}(?:\.[0-9]{1,3})?")
_QUOTED = _one(r'"[A-Za-z ]{0,40}[0-9]{0,4}(?:\.[0-9]{1,5}){0,3}[A-Za-z+]{0,10}"')
_PREFERENCE = _one('"?[a-z-]{1,20}"?')
_BRANDS = _list(r'"[^"\\0-9@]{0,40}[0-9]?[^"\\0-9@]{0,40}"(?:[ \t]*;[ \t]*v="[0-9]{1,4}(?:\.[0-9]{1,5}){0,3}")?')
_NO_LONG_RUN = r"(?![^\n]*[0-9]{6})"

_FORMS: Mapping[str, Form] = {
    "accept": _list(_RANGE),
    "accept-charset": _list(rf"(?:utf-8|us-ascii|iso-8859-[0-9]{{1,2}}|windows-[0-9]{{3,4}}|\*){_WEIGHT}"),
    "accept-encoding": _list(rf"(?:{_CODING}){_WEIGHT}"),
    "accept-language": _list(rf"(?:[A-Za-z]{{1,8}}(?:-(?:[A-Za-z]{{1,8}}|[0-9]{{3}})){{0,3}}|\*){_WEIGHT}"),
    "cache-control": _list(r"[a-z-]{1,40}(?:=[0-9]{1,8})?"),
    "connection": _PLAIN,
    "content-encoding": _PLAIN,
    "content-length": _one("[0-9]{1,9}"),
    "content-type": _one(
        rf"{_WORD}/{_WORD}(?:[ \t]*;[ \t]*(?:charset|boundary|profile)=\"?{_NO_LONG_RUN}[A-Za-z0-9'()+_,./:=?-]{{1,100}}\"?)*[ \t]*;?",
    ),
    "expect": _one("100-continue"),
    "host": _one(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?"),  # it is the admitted host
    "keep-alive": _list(r"(?:timeout|max)=[0-9]{1,5}|[0-9]{1,5}"),
    "pragma": _PLAIN,
    "te": _list(rf"(?:trailers|{_CODING}){_WEIGHT}"),
    "traceparent": _one("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"),
    "tracestate": _one(rf"{_NO_LONG_RUN}[a-z0-9_*/-]+=[A-Za-z0-9_.:;~+-]*(?:,[ \t]*[a-z0-9_*/-]+=[A-Za-z0-9_.:;~+-]*)*"),
    "transfer-encoding": _PLAIN,
    "upgrade-insecure-requests": _FLAG,
    "sec-ch-prefers-color-scheme": _PREFERENCE,
    "sec-ch-prefers-reduced-motion": _PREFERENCE,
    "sec-ch-prefers-reduced-transparency": _PREFERENCE,
    "sec-ch-ua": _BRANDS,
    "sec-ch-ua-arch": _QUOTED,
    "sec-ch-ua-bitness": _QUOTED,
    "sec-ch-ua-form-factors": _list('"[A-Za-z]{1,20}"'),
    "sec-ch-ua-full-version": _QUOTED,
    "sec-ch-ua-full-version-list": _BRANDS,
    "sec-ch-ua-mobile": _FLAG,
    "sec-ch-ua-model": _QUOTED,
    "sec-ch-ua-platform": _QUOTED,
    "sec-ch-ua-platform-version": _QUOTED,
    "sec-ch-ua-wow64": _FLAG,
    "sec-ch-viewport-height": _SMALL,
    "sec-ch-viewport-width": _SMALL,
    "sec-ch-width": _SMALL,
    "sec-ch-dpr": _SMALL,
    "sec-fetch-dest": _PLAIN,
    "sec-fetch-mode": _PLAIN,
    "sec-fetch-site": _PLAIN,
    "sec-fetch-storage-access": _PLAIN,
    "sec-fetch-user": _FLAG,
    "sec-gpc": _FLAG,
    "sec-purpose": _list("[a-z-]{1,40}(?:;[a-z-]{1,40})?"),
    "sec-websocket-extensions": _list(r"[a-z-]{1,40}(?:;[ ]?[a-z_]{1,40}(?:=[0-9]{1,2})?)*"),
    "sec-websocket-key": _one("[A-Za-z0-9+/]{22}=="),
    "sec-websocket-version": _SMALL,
}

_NAME = r"(?<![^ \t])[A-Za-z!][A-Za-z._!-]{0,60}+(?:[0-9][A-Za-z._-]{0,60}+)?"
_VERSION = r"v?[0-9]{1,5}(?:[._][0-9]{1,5}){0,4}(?:[._-]?(?:alpha|beta|dev|rc|post|a|b)[.-]?[0-9]{0,3})?(?:\+[a-z]{1,20}){0,5}"
_SAFARI = "[0-9]{2}[A-Z][0-9]{3}"
_FIREFOX = "20100101"
_PRODUCT = re.compile(rf"{_NAME}/(?:{_VERSION}|{_SAFARI}|{_FIREFOX}|[A-Za-z._-]{{1,40}}+)(?: {_VERSION})?(?![^ \t])")
_WORDS = re.compile(rf"{_NAME}(?: {_VERSION})?(?![^ \t])")
_COMMENT = re.compile(r"(?<![^ \t])\(([^()\\]{0,300})\)(?![^ \t])")
_BUILD = re.compile(r"Build/[A-Z][A-Z0-9]{2,4}\.[0-9]{6}\.[0-9]{3}(?![0-9])")
"""Android's, which holds a date: ``Build/UP1A.231005.007``."""
_COMMENT_DIGITS = 7
"""Digits of one item of a comment (``Intel Mac OS X 10_15_7``). Identifiers of persons have eight and more."""


_PRODUCTS = frozenset({"user-agent", "x-goog-api-client"})
"""Headers that name programs and their versions; Google's clients send theirs twice."""


def said(name: str, value: str) -> str | None:
    """What of a header's value is to be scanned: all of it, the rest beside what is ordinary, or None for nothing."""
    if len(value) > MAX_ORDINARY:
        return value
    lower = name.lower()
    if lower in _PRODUCTS:
        rest = _PRODUCT.sub("", _COMMENT.sub(_uncommon, value))
        return rest if _WORDS.sub("", rest).strip() else None  # words alone say nothing, but they are the context of what is no word
    form = _FORMS.get(lower)
    return None if form is not None and form(value) else value


def _uncommon(comment: re.Match[str]) -> str:
    items = _BUILD.sub("", comment[1]).split(";")
    return "; ".join(item for item in items if "@" in item or sum(map(str.isdigit, item)) > _COMMENT_DIGITS)

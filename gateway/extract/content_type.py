"""The Content-Type header, read strictly: a value that two readers could take in two ways is refused.

RFC 9110, section 8.3: ``type/subtype *( OWS ";" OWS [ name "=" ( token / quoted-string ) ] )``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gateway.model import OpaqueBody, OpaqueReason

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - RFC 9110's token, not a secret
_MEDIA = re.compile(rf"[ \t]*({_TOKEN})/({_TOKEN})[ \t]*")
_PARAMETER = re.compile(rf';[ \t]*(?:({_TOKEN})=({_TOKEN}|"(?:[^"\\\r\n]|\\.)*"))?[ \t]*')

_UTF8 = frozenset({"utf-8", "utf8"})


@dataclass(frozen=True, slots=True)
class ContentType:
    """A media type in lower case (``application/json``; empty when the header was missing) and its parameters."""

    media: str
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether a reader would take the body for text, so that a byte order mark would steer how it is read."""
        return (
            self.media in {"", "application/json", "application/x-www-form-urlencoded", "application/xml", "application/x-ndjson"}
            or self.media.startswith("text/")
            or self.media.endswith(("+json", "+xml"))
        )

    def parameter(self, name: str) -> str | None:
        """The value of a parameter, or None."""
        return next((value for key, value in self.parameters if key == name), None)


def parse(value: str) -> ContentType:
    """Reads a header value. Raises OpaqueBody: CONTENT_TYPE for a malformed one, AMBIGUOUS_HEADERS for a parameter given twice."""
    if not value.strip(" \t"):
        return ContentType("")
    media = _MEDIA.match(value)
    if media is None:
        raise OpaqueBody(OpaqueReason.CONTENT_TYPE)
    parameters: list[tuple[str, str]] = []
    at = media.end()
    while at < len(value):
        parameter = _PARAMETER.match(value, at)
        if parameter is None:
            raise OpaqueBody(OpaqueReason.CONTENT_TYPE)
        name, text = parameter.groups()
        if name is not None:
            if any(name.lower() == known for known, _ in parameters):
                raise OpaqueBody(OpaqueReason.AMBIGUOUS_HEADERS)
            parameters.append((name.lower(), _unquote(text)))
        at = parameter.end()
    return ContentType(f"{media[1]}/{media[2]}".lower(), tuple(parameters))


def require_utf8(content_type: ContentType) -> None:
    """Raises OpaqueBody(CHARSET) when the header names a charset other than UTF-8 (``charset*=`` of RFC 2231 included)."""
    for name, value in content_type.parameters:
        if name.startswith("charset") and (name != "charset" or value.strip().lower() not in _UTF8):
            raise OpaqueBody(OpaqueReason.CHARSET)


def _unquote(text: str) -> str:
    if not text.startswith('"'):
        return text
    return re.sub(r"\\(.)", r"\1", text[1:-1])

"""Tokens become values again on the way back. A :data:`~gateway.extract.api.LeafTransform`: what every answer stream calls with its texts.

A token may be cut anywhere, so the end of a piece that may be the beginning of one is held back until the next piece of the same
stream; nothing else is. What is no token of this conversation stays as it is: another person's tokens mean nothing here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gateway.act.surrogates import Surrogates
from gateway.act.tokens import Token, find, open_from
from gateway.extract.api import StreamKey

JSON_KEYS = frozenset({"arguments", "partial_json"})
"""Streams whose text is itself JSON: a value put into it is escaped. So is one in a text that begins as an object does: what a model is
asked to write by a schema, or just writes."""


LINE = 4096
"""Characters before a token that tell whether it stands in an address; browsers and servers take few longer ones."""

_ADDRESS = re.compile(
    r"""(?:<\s*[a-z][a-z0-9+.-]{0,15}://[^>\n]*|(?:[a-z][a-z0-9+.-]{0,15}:|\]\(\s*)//[^\s<>"]*|\bwww\.[^\s<>"]*)\Z""", re.IGNORECASE
)
"""The beginning of an address that goes on where a token begins. There it stays a token: a page that shows the answer fetches pictures by
itself, so a text that was fed to the model could have it write the values to a stranger's server (OWASP LLM02, Markdown images)."""


class Restorer:
    """One answer. Keeps what it holds back, by stream."""

    def __init__(self, values: Mapping[Token, str], *, surrogates: bool = False) -> None:
        self._values = values
        self._surrogates = Surrogates(values) if surrogates else None
        self._held: dict[StreamKey, str] = {}
        self._seen: dict[StreamKey, _Seen] = {}

    @property
    def values(self) -> Mapping[Token, str]:
        """What the tokens stand for now."""
        return self._values

    def goes_on_with(self, values: Mapping[Token, str], *, surrogates: bool) -> None:
        """Other values from now on: those of a connection grow from message to message."""
        if values != self._values or surrogates is not (self._surrogates is not None):
            self._values = dict(values)
            self._surrogates = Surrogates(values) if surrogates else None

    def __call__(self, key: StreamKey, text: str, last: bool) -> str:
        """The text with every whole token replaced. With ``last`` nothing is held back."""
        whole = self._held.pop(key, "") + text
        if not whole:
            return ""
        end = len(whole) if last else min(open_from(whole), self._surrogates.open_from(whole) if self._surrogates else len(whole))
        if end < len(whole):
            self._held[key] = whole[end:]
        if not end:
            return ""
        seen = self._seen.get(key) or _Seen("", in_json=(bool(key) and key[-1] in JSON_KEYS) or whole.lstrip().startswith("{"))
        self._seen[key] = _Seen((seen.line + whole[:end])[-LINE:], in_json=seen.in_json)
        return self._restored(whole[:end], seen.line, in_json=seen.in_json)

    def _restored(self, said: str, line: str, *, in_json: bool) -> str:
        text, first = line[-1:] + said, len(line[-1:])
        at = first
        out: list[str] = []
        found: Iterable[tuple[int, int, Token]] = find(text, at)
        if self._surrogates is not None:
            found = sorted((*found, *self._surrogates.find(text, at)), key=lambda one: one[0])
        for start, end, token in found:
            value = self._values.get(token)
            if value is not None and start >= at and (in_json or not _ADDRESS.search((line + text[first:start])[-LINE:])):
                out += (text[at:start], json.dumps(value, ensure_ascii=False)[1:-1] if in_json else value)
                at = end
        return "".join((*out, text[at:]))


class _Seen(NamedTuple):
    """What a stream has said: its end, which tells whether a word or an address goes on, and whether it is JSON."""

    line: str
    in_json: bool

    def __repr__(self) -> str:
        """Never what it holds."""
        return "<Seen>"

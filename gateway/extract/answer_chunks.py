r"""The answers of Google's pages: ``)]}'``, then chunks of a length in decimal digits and that many characters of JSON.

A chunk is ``[["wrb.fr", <rpc id>, "<JSON>", …], …]``; texts stand in the inner JSON, and each chunk repeats all that was said so far.
The length counts UTF-16 units from right behind its digits, line feeds included; whatever an answer counts, a change moves it by what the
text grew. Sources: HanaokaYuzu/Gemini-API (the frames), Ryan Kovatch's description of batchexecute.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from gateway.extract import json_text
from gateway.extract.answer_json import MAX_ANSWER
from gateway.extract.api import LeafTransform
from gateway.extract.json_text import JsonText, LeafKind
from gateway.extract.place import INSIDE
from gateway.model import OpaqueBody, Place

GUARD = ")]}'\n\n"
"""What stands before the first chunk, so that no other site can read the answer as a script."""

_LENGTH = re.compile(r"[ \t\r\n]*([0-9]{1,9})(?=[^0-9])")
_GUARD = re.compile(r"\)\]\}'[ \t]*(?=[\r\n])")
_ENTRY = "wrb.fr"


class ChunksAnswer:
    """One response. Each text goes through the transform as a whole; what is no chunk passes as it is, with all behind it."""

    def __init__(self, transform: LeafTransform) -> None:
        self._transform = transform
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._held = ""
        self._begun = False
        self._raw = b""  # bytes of a character that is cut
        self._unread = False
        self._count = 0

    def feed(self, data: bytes) -> bytes:
        """The bytes that may go on: all complete chunks."""
        if self._unread:
            return data
        before = self._raw
        try:
            self._held += self._decoder.decode(data)
        except UnicodeDecodeError:
            held, self._held, self._raw, self._unread = self._held, "", b"", True
            return held.encode("utf-8") + before + data
        self._raw = self._decoder.getstate()[0]
        out = "".join(iter(self._next, ""))
        if self._unread or len(self._held) > MAX_ANSWER:
            self._unread = True
            out, self._held = out + self._held, ""
            return out.encode("utf-8") + self._raw
        return out.encode("utf-8")

    def close(self) -> bytes:
        """The unfinished chunk as it is."""
        held, self._held = self._held, ""
        return held.encode("utf-8") + (b"" if self._unread else self._raw)

    def _next(self) -> str:
        """The next complete chunk, changed or not; "" while there is none."""
        if not self._begun:
            guard = _GUARD.match(self._held)
            if guard is None:
                self._unread = len(self._held) > len(GUARD)
                return ""
            self._begun = True
            return self._take(guard.end())
        length = _LENGTH.match(self._held)
        if length is None:
            self._unread = bool(self._held.strip()) and not self._held.strip().isdecimal()
            return ""
        size = int(length[1])
        start = length.end()
        if 2 * (len(self._held) - start) < size:  # a character is two units at most
            return ""
        end = start + _characters(self._held[start : start + size], size)
        if _units(self._held[start:end]) < size:
            return ""
        whole = self._take(end)
        return self._chunk(whole[: length.start(1)], length[1], whole[start:])

    def _chunk(self, before: str, digits: str, content: str) -> str:
        text = content.strip(" \t\r\n")
        new = text
        with suppress(OpaqueBody):  # a chunk that is no JSON passes as it is
            new = self._changed(json_text.read(text))
        if new == text:
            return before + digits + content
        changed = content.replace(text, new)
        return before + str(int(digits) + _units(changed) - _units(content)) + changed

    def _changed(self, read: JsonText) -> str:
        entries = {leaf.place[0] for leaf in read.leaves if leaf.place[1:] == (0,) and leaf.text == _ENTRY}
        changes: dict[Place, str] = {}
        for leaf in read.leaves:
            if leaf.kind is LeafKind.STRING and len(leaf.place) == 2 and leaf.place[1] == 2 and leaf.place[0] in entries:
                inner = json_text.read(leaf.text, (*leaf.place, INSIDE))
                found = {one.place: self._text(one.text) for one in inner.leaves if one.kind is LeafKind.STRING}
                new = inner.rewrite({one.place: found[one.place] for one in inner.leaves if found.get(one.place, one.text) != one.text})
                if new != leaf.text:
                    changes[leaf.place] = new
        return read.rewrite(changes)

    def _text(self, text: str) -> str:
        self._count += 1
        return self._transform(("chunk", self._count), text, True)

    def _take(self, end: int) -> str:
        taken, self._held = self._held[:end], self._held[end:]
        return taken


def chunk(text: str) -> str:
    """A chunk of ours."""
    content = f"\n{text}\n"
    return f"{_units(content)}{content}"


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _characters(text: str, units: int) -> int:
    """How many characters of the text these UTF-16 units are."""
    if text.isascii():
        return min(len(text), units)
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "surrogatepass"))

r"""The conversation that an answer names: the first question of some pages goes out before the provider has given the conversation an id.

``NamedInAnswer(format).feed(bytes)`` reads the beginning of an answer as it goes by and tells, once, the very key that
:meth:`WireFormat.conversation` tells of every later request: a digest of the format and the provider's id, without person or tool. Who
keeps something of the first question (tokens of pseudonyms, sealed per person and conversation) keeps it under a key of its own making
until then, and under this one from then on. Claude's, Le Chat's, Perplexity's and Copilot's pages make up the id themselves, before the
first question; Duck.ai's and the APIs are told by how they began.

Ids stand at names of JSON. In what the assistant says quotes are escaped, so no text can pass for one. Gemini's and NotebookLM's answers
are JSON inside a JSON string: there the quotes of the id are escaped once, those of texts more than once.
"""

from __future__ import annotations

import re

from gateway.extract.named import conversation_key

MOST = 256 * 1024
"""Bytes at the beginning of an answer that are read for an id; it stands in the first events."""

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAMES = {
    "chatgpt_web": re.compile(rf'(?<!\\)"conversation_id"\s*:\s*"({_UUID})"'.encode()),
    "grok_web": re.compile(rf'(?<!\\)"conversationId"\s*:\s*"({_UUID})"'.encode()),
    "gemini_web": re.compile(rb'(?<!\\)\\"(c_[0-9a-f]{8,32})\\"'),
    "notebooklm_web": re.compile(rf'(?<!\\)\\"({_UUID})\\"'.encode()),
}
_LONGEST = 128
"""Bytes that a name and its id may have together: what is kept over a cut."""


class NamedInAnswer:
    """One answer of a format; formats whose requests always tell their conversation name nothing here."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._pattern = _NAMES.get(name)
        self._left = MOST
        self._tail = b""

    def feed(self, data: bytes) -> str | None:
        """The key, with the piece that completes the id; None before and after."""
        if self._pattern is None:
            return None
        piece = self._tail + data[: self._left]
        found = self._pattern.search(piece)
        self._left -= len(data)
        self._tail = piece[-_LONGEST:]
        if found is None and self._left > 0:
            return None
        self._pattern, self._tail = None, b""
        return conversation_key(self._name, found[1].decode()) if found else None

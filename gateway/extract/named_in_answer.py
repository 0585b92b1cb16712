r"""The conversation that an answer names: the first question of some pages goes out before the provider has given the conversation an id.

``NamedInAnswer(format).feed(bytes)`` reads the beginning of an answer as it goes by and tells, once, the very key that
:meth:`WireFormat.conversation` tells of every later request: a digest of the format and the provider's id, without person or tool. Who
keeps something of the first question (tokens of pseudonyms, sealed per person and conversation) keeps it under a key of its own making
until then, and under this one from then on. Claude's, Le Chat's, Perplexity's and Copilot's pages make up the id themselves, before the
first question; Duck.ai's and most APIs are told by how they began. Those APIs that keep the history themselves name a response, a
conversation or a thread in their answer, and a response is what the next request goes on from.

Ids stand at names of JSON. In what the assistant says quotes are escaped, so no text can pass for one. Gemini's and NotebookLM's answers
are JSON inside a JSON string: there the quotes of the id are escaped once, those of texts more than once.
"""

from __future__ import annotations

import re

from gateway.extract.named import conversation_key

MOST = 256 * 1024
"""Bytes at the beginning of an answer that are read for an id; it stands in the first events."""

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ID = r"[A-Za-z0-9._:-]{1,200}"


def _of(sort: str, prefix: str, name: str) -> str:
    """An id that its prefix tells, or the kind of object that its next member names: hosts that are like OpenAI's make up other ids."""
    return rf'(?P<{name}>{prefix}_{_ID}|{_ID}(?="\s*,\s*"object"\s*:\s*"{sort}"))'


_NAMES = {
    "chatgpt_web": re.compile(rf'(?<!\\)"conversation_id"\s*:\s*"({_UUID})"'.encode()),
    "grok_web": re.compile(rf'(?<!\\)"conversationId"\s*:\s*"({_UUID})"'.encode()),
    "gemini_web": re.compile(rb'(?<!\\)\\"(c_[0-9a-f]{8,32})\\"'),
    "mistral_conversations": re.compile(rf'(?<!\\)"conversation_id"\s*:\s*"({_ID})"'.encode()),
    "openai_responses": re.compile(
        rf'(?<!\\)"id"\s*:\s*"(?:{_of("response", "resp", "response")}|{_of("conversation", "conv", "named")})"'.encode()
    ),
    "openai_assistants": re.compile(
        rf'(?<!\\)"(?:thread_id"\s*:\s*"(?P<thread>{_ID})|id"\s*:\s*"{_of("thread", "thread", "own")})"'.encode()
    ),
    "notebooklm_web": re.compile(rf'(?<!\\)\\"({_UUID})\\"'.encode()),
}
_LONGEST = 512
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
        if found is None:
            return None
        return conversation_key(self._name, *(["response"] if found.lastgroup == "response" else []), found[found.lastindex or 1].decode())

"""What chat formats share: the list of messages, whose words each leaf holds, the runs of text, the conversation.

A message is ``{"role": …, "content": string | list of parts | null, …}`` in both formats. The shape is checked only as far as a wrong
one could change what the provider reads; every leaf is scanned wherever it stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, takewhile
from typing import NamedTuple

from gateway.extract import joins
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import LeafKind
from gateway.extract.place import INSIDE, again, merged, name
from gateway.model import Conversation, Extracted, Middle, OpaqueBody, OpaqueReason, Place, Speaker, Told

TEXT_NAMES = frozenset({"content", "text", "refusal", "thinking"})
"""Names under which a message's content holds running text."""

NOT_LINES = frozenset(
    {
        "role", "type", "model", "id", "tool_call_id", "tool_use_id", "call_id", "signature", "stream", "n", "seed", "temperature", "top_p",
        "top_k", "max_tokens", "max_completion_tokens", "frequency_penalty", "presence_penalty", "reasoning_effort", "tool_choice",
        "service_tier", "detail", "format", "media_type", "strict", "index", "budget_tokens",
    }
)  # fmt: skip
"""Protocol words and settings: scanned as every leaf is, but they are no context for a neighbour and cost no line."""


class Message(NamedTuple):
    """One message: where it stands and the role it names."""

    place: Place
    role: str

    def __repr__(self) -> str:
        """Never what it holds."""
        return "<Message>"


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat request: its body, its messages, and the speaker of each role and of each top-level name."""

    body: JsonBody
    messages: tuple[Message, ...]
    roles: Mapping[str, Speaker]
    names: Mapping[str, Speaker]
    tool_results: frozenset[Place] = field(default=frozenset(), repr=False)
    """Parts of a message's content that are the words of a tool, whoever's message it is."""

    def extracted(self, conversation: Conversation) -> Extracted:
        """Every leaf, and the joins: runs of text by message and role (and on into the next role's where a number may be cut), the run
        of a top-level system text, lines of objects.
        """
        segments = self.body.said_by(self._speakers())
        groups = list(self._runs())
        found = joins.runs(segments, groups) + joins.lines(self.body, skip=_no_line)
        return Extracted(segments, found, conversation, self.body.is_true("stream"), self.body.files, middle=self._middle(groups))

    def _middle(self, groups: Sequence[Sequence[int]]) -> Middle | None:
        """Up to the last run of another role than the first message of the user, so that the two do not look like one run without it."""
        if len(self.messages) < _LEAST or _SECOND_LIST in self.body.containers or _SECOND_LIST in self.body.top:
            return None
        first = next((at for at, message in enumerate(self.messages) if self.roles.get(message.role) is Speaker.USER), len(self.messages))
        begins = [self._message(group) for group in groups]
        for number in reversed(begins):
            if number <= first:
                return None
            if self.messages[number].role != self.messages[first].role:
                turns = sum(map(self._is_turn, self.messages[first + 1 : number]))
                return Middle(first, number, turns, self.body.cost, first + 1 in begins)
        return None

    def _message(self, group: Sequence[int]) -> int:
        """The message that a run begins in; -1 for the system text."""
        place = self.body.leaves[group[0]][1].place if group else ()
        return place[1] if place[:1] == ("messages",) and isinstance(place[1], int) else -1

    def conversation(self, salt: tuple[str | None, ...]) -> Conversation:
        """The key is a digest of how the conversation began: the system text and the messages up to the first one of the user.

        These stand at the head of every later turn, so the key is stable as the history grows; the model may change, and content may
        be a string in one turn and a list of parts in the next. The digest is not keyed: whoever records it must key it first,
        since a short prompt can be guessed from it. A turn is a message of the user that holds more than results of tools, which
        clients send in the user's name by themselves.
        """
        begin = [_SYSTEM]
        for message in self.messages:
            begin.append(message.place)
            if self.roles.get(message.role) is Speaker.USER:
                break
        said = self._said(frozenset(begin))
        digest = hashlib.sha256(b"celnice conversation 1")
        for part in (*(text or "" for text in salt), *("".join(said.get(place, ())) for place in begin)):
            data = part.encode("utf-8")
            digest.update(len(data).to_bytes(8, "big") + data)
        return Conversation(digest.hexdigest()[:32], max(sum(map(self._is_turn, self.messages)), 1), Told.BEGUN)

    def _is_turn(self, message: Message) -> bool:
        if self.roles.get(message.role) is not Speaker.USER:
            return False
        content = (*message.place, "content")
        if not self.tool_results or (*content, 0) not in self.tool_results:
            return True
        parts = takewhile(lambda place: place in self.body.containers or place in self.body.top, ((*content, at) for at in count()))
        return not self.tool_results.issuperset(parts)

    def _speakers(self) -> list[Speaker]:
        """Whose words each leaf holds. The second part of a place under ``messages`` is a message's number, or a mark."""
        by_message = [self.roles.get(message.role, Speaker.USER) for message in self.messages]
        names, results = self.names, self.tool_results
        found = [
            (by_message[place[1]] if place[1] >= 0 else Speaker.USER)  # type: ignore[index,operator]
            if place[0] == "messages"
            else names.get(str(place[0]), Speaker.METADATA)
            for _, (place, _, _, _) in self.body.leaves
        ]
        if results:
            for at, (_, leaf) in enumerate(self.body.leaves):
                if leaf.place[0] == "messages" and leaf.place[:4] in results:
                    found[at] = Speaker.TOOL
        return found

    def _runs(self) -> Iterator[list[int]]:
        texts: dict[Place, list[int]] = {}
        for at, (_, (place, kind, _, _)) in enumerate(self.body.leaves):
            if kind is not LeafKind.STRING:
                continue
            if len(place) == 3 and place[0] == "messages" and place[1] >= 0:  # type: ignore[operator]  # as most stand: no mark to take out
                if place[2] == "content":
                    texts[place[:2]] = [at]
                continue
            owner, rest = _owner(place)
            if _is_text(rest):
                texts.setdefault(owner, []).append(at)
        yield texts.get(_SYSTEM, [])
        run: list[int] = []
        before = last = ""
        for message in self.messages:
            parts = texts.get(message.place, ())
            seen = [text for at in parts if _VISIBLE.search(text := self.body.leaves[at][1].text)]
            if not seen:
                continue  # nothing that could part its neighbours
            if run and message.role != before and not joins.goes_on(last, seen[0]):
                yield run
                run = []
            run += parts
            before, last = message.role, seen[-1]
        yield run

    def _said(self, wanted: frozenset[Place]) -> Mapping[Place, list[str]]:
        """What was said in these messages, however it was wrapped: the leaves of their content but for types and cache marks.

        The others are passed over at a glance: a long history would cost more here than what is new in it.
        """
        said: dict[Place, list[str]] = {}
        last = len(wanted) - 2  # beside the system text they are the first messages
        for leaf in [leaf for _, leaf in self.body.leaves if leaf[0][0] != "messages" or leaf[0][1] <= last]:  # type: ignore[operator]
            owner, rest = _owner(leaf.place)
            if rest[:1] == ("content",) and (INSIDE in rest or (leaf.kind is not LeafKind.KEY and name(rest) not in _WRAPPING)):
                said.setdefault(owner, []).append(leaf.text)
        return said


_SYSTEM: Place = ("system",)
_SECOND_LIST: Place = ("messages", again(1))
_LEAST = 3
"""Messages of a history that has a middle, be it empty: the first, the next, and one that comes behind them."""
_VISIBLE = re.compile(r"[^\W\u115f\u1160\u3164\uffa0]|[!-~]")
"""A letter, a digit or a sign of ASCII; the four letters of Hangul are fillers that show nothing."""
_WRAPPING = frozenset({"type", "ttl"})


def read(body: JsonBody, roles: Mapping[str, Speaker], names: Mapping[str, Speaker], *, tool_result: str = "") -> Chat:
    """Reads the messages; ``tool_result`` is the type of parts that hold a tool's words.

    Raises OpaqueBody(UNKNOWN_SHAPE) when the messages are not a list of objects with a role and a readable content.
    """
    if body.containers.get(()) is not True or body.containers.get(("messages",)) is not False:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    messages: list[Message] = []
    containers, top = body.containers, body.top
    while (place := ("messages", len(messages))) in containers or place in top:
        role = top.get((*place, "role"))
        if role is None or role.kind is not LeafKind.STRING or not containers.get(place) or not _readable_content(body, place):
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
        messages.append(Message(place, role.text))
    if not messages:
        raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
    results = (leaf.place[:4] for leaf in top.values() if leaf.text == tool_result and leaf.place[4:] == ("type",))
    return Chat(body, tuple(messages), roles, names, frozenset(results))


def _readable_content(body: JsonBody, message: Place) -> bool:
    place = (*message, "content")
    leaf = body.top.get(place)
    if leaf is not None:
        return leaf.kind is LeafKind.STRING or leaf.text == "null"
    return not body.containers.get(place, False)


def _owner(place: Place) -> tuple[Place, Place]:
    """The message (or the top-level system text) that a leaf belongs to, and the rest of its place as if inside a message."""
    if place[0] == "system":
        return _SYSTEM, ("content", *merged(place)[1:])
    if place[0] == "messages":
        place = merged(place)
        return place[:2], place[2:]
    return (), ()


def _is_text(rest: Place) -> bool:
    """Whether a place inside a message is running text: its content, an element of it, or a text name inside it."""
    if not rest or rest[0] != "content" or INSIDE in rest:
        return False
    return len(rest) <= 2 or name(rest) in TEXT_NAMES


def _no_line(place: Place) -> bool:
    if len(place) == 3 and place[0] == "messages" and place[1] >= 0:  # type: ignore[operator]  # a message's own field, as most stand
        return place[2] == "content" or place[2] in NOT_LINES
    if INSIDE in place or "input" in place:  # arguments of a tool: the names in them are its own, not the protocol's
        return False
    return name(place) in NOT_LINES or _is_text(_owner(place)[1])

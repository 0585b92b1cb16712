"""A wire format over one JSON body that is described rather than written out: what its operations are called, whose words stand where,
what is running text, what names the conversation, how it refuses and where its answers keep text.

Every leaf is scanned whatever the description says; it only tells what belongs together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gateway.extract import chat, joins, json_format
from gateway.extract.answer import PassThrough, open_stream
from gateway.extract.answer_shape import AnswerShape
from gateway.extract.api import AnswerStream, Body, LeafTransform
from gateway.extract.json_format import JsonBody
from gateway.extract.named import conversation_key
from gateway.extract.openai_error import answer as openai_answer
from gateway.extract.place import INSIDE, merged, name
from gateway.extract.suffixes import Suffixes
from gateway.extract.turns import Turn, TurnOf, Turns
from gateway.model import Answer, Conversation, Extracted, Notice, OpaqueBody, OpaqueReason, Place, RequestHead, Speaker, Told

type Refuse = Callable[[Notice, str], Answer]
"""(notice, language) → the refusal in the tool's envelope."""

TEXT_NAMES = chat.TEXT_NAMES | {
    "input", "inputs", "output", "prompt", "suffix", "system", "message", "instructions", "query", "documents", "texts", "preamble",
    "value", "context", "additional_instructions",
}  # fmt: skip
"""Names under which a request holds running text."""


_METHODS = frozenset({"POST", "PUT", "PATCH"})


def no_conversation(_: JsonBody) -> Conversation | None:
    """A request that belongs to none."""
    return None


def by_list(place: Place) -> Turn | None:
    """The turn of a leaf in a body without a dialogue: texts that stand in one list follow one another, parts of one content belong
    together.
    """
    if INSIDE in place or next((part for part in reversed(place) if isinstance(part, str)), "") not in TEXT_NAMES:
        return None
    at = max((at for at, part in enumerate(place) if isinstance(part, int)), default=-1)
    if at < 0:
        return Turn(place, place, is_text=True)
    parts = at > 0 and place[at - 1] == "content"
    return Turn(place[:at], place[:at] if parts else place[: at + 1], is_text=True)


def by_name(names: Mapping[str, Speaker], other: Speaker = Speaker.METADATA) -> Callable[[JsonBody], Callable[[Place], Speaker]]:
    """The speaker by the top-level name that a leaf stands under."""
    return lambda _: lambda place: names.get(str(place[0]), other) if place else other


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a format knows of its bodies."""

    speaker: Callable[[JsonBody], Callable[[Place], Speaker]]
    turn: TurnOf = by_list
    conversation: Callable[[JsonBody], Conversation | None] = no_conversation
    """The conversation that the body names or that begins it; None where the body does not tell."""
    in_path: re.Pattern[str] | None = None
    """Finds the conversation's id (its first group) in the request's path; it comes before what the body says."""
    salt: tuple[str, ...] = ()
    """Where it is not empty, a conversation that the body does not name is told by how it began (:meth:`Turns.conversation`)."""
    check: Callable[[JsonBody], None] = field(default=lambda _: None)
    """Raises OpaqueBody for a body whose shape a provider would read otherwise than it is read here."""
    history: str = ""
    """The name of the list that holds the whole history, where a client sends it with each request (:mod:`gateway.extract.middle`)."""
    plain: Callable[[JsonBody], bool] = field(default=lambda _: False)
    """Whether that history holds nothing but words, so that it may be known again; any other is read whole each time."""


class JsonApi:
    """One described format. ``operations``: name → the end of its path (:mod:`suffixes`)."""

    def __init__(
        self,
        name: str,
        operations: Mapping[str, str],
        dialect: Dialect,
        *,
        shape: Callable[[], AnswerShape] | None = None,
        refuse: Refuse = openai_answer,
    ) -> None:
        self.name = name
        self._paths = Suffixes(operations)
        self._dialect = dialect
        self._shape = shape
        self._refuse = refuse

    def operation(self, head: RequestHead) -> str | None:
        """The operation whose path this is, for a POST, PUT or PATCH."""
        return self._paths.find(head.path) if head.method in _METHODS else None

    def segments(self, body: Body) -> Extracted:
        """Every leaf of the body, runs of text and lines of objects, its files, the conversation, and whether a stream is wanted."""
        return self.extracted(json_format.read(body), body.path)

    def conversation(self, body: Body) -> Conversation:
        """The conversation the body names, or that its history began; none where it tells neither."""
        return self._conversation(self._turns(json_format.read(body)), body.path)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these leaves changed and every other byte as it was."""
        return json_format.read(body).rebuild(changes)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - an error is the same for both
        """The refusal in the tool's error envelope."""
        return self._refuse(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response; as it is where answers hold no text."""
        return open_stream(content_type, transform, self._shape()) if self._shape else PassThrough()

    def extracted(self, read: JsonBody, path: str = "") -> Extracted:
        """What was read out of a JSON body, wherever that stood."""
        turns = self._turns(read)
        segments = read.segments(turns.speaker)
        lines = joins.lines(read, skip=self._no_line)
        conversation = self._conversation(turns, path)
        begun = self._dialect.history and conversation.told is Told.BEGUN and self._dialect.plain(read)
        middle = turns.middle(self._dialect.history) if begun else None
        found = turns.runs(segments) + lines
        return Extracted(segments, found, conversation, read.is_true("stream"), read.files, middle=middle)

    def _turns(self, read: JsonBody) -> Turns:
        if read.containers.get(()) is not True:
            raise OpaqueBody(OpaqueReason.UNKNOWN_SHAPE)
        self._dialect.check(read)
        return Turns(read, self._dialect.turn, self._dialect.speaker(read))

    def _conversation(self, turns: Turns, path: str) -> Conversation:
        found = self._dialect.in_path.search(path) if self._dialect.in_path else None
        if found is not None:
            return Conversation(conversation_key(self.name, found[1]))
        named = self._dialect.conversation(turns.body)
        if named is not None:
            return named
        return turns.conversation(self._dialect.salt) if self._dialect.salt else Conversation(None)

    def _no_line(self, place: Place) -> bool:
        if INSIDE in place:
            return False
        if name(place) in chat.NOT_LINES:
            return True
        turn = self._dialect.turn(merged(place)) if self._dialect.salt else None  # a long history is not scanned once more for its keys
        return turn is not None and turn.is_text

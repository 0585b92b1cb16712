"""Who says what in a body that is not one flat list of messages: Gemini's contents, the requests of a batch, a list of texts.

A format tells for each place which *turn* it belongs to, and which dialogue that turn is part of; here the turns become runs of text
and the key of the conversation. Messages in one list under ``messages`` have :mod:`gateway.extract.chat`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gateway.extract import joins
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import LeafKind
from gateway.extract.place import merged
from gateway.model import Conversation, Join, Place, Segment, Speaker, Told

_VISIBLE = re.compile(r"[^\W\u115f\u1160\u3164\uffa0]|[!-~]")
"""A letter, a digit or a sign of ASCII; the four letters of Hangul are fillers that show nothing."""


class Turn(NamedTuple):
    """The turn a leaf belongs to. Turns of one dialogue follow one another; those of two never run on into each other."""

    dialogue: Place
    place: Place
    is_text: bool
    """Whether the leaf is running text of the turn."""

    def __repr__(self) -> str:
        """Never where: a place may hold a name."""
        return "<Turn>"


type TurnOf = Callable[[Place], Turn | None]
"""The turn of a place, repetitions of keys already taken out (:func:`~gateway.extract.place.merged`); None for what belongs to none."""


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of one body. ``speaker`` says whose words stand at the place of a turn."""

    body: JsonBody
    turn: TurnOf
    speaker: Callable[[Place], Speaker]

    def runs(self, segments: tuple[Segment, ...]) -> tuple[Join, ...]:
        """Running text put together: parts of a turn, neighbouring turns of one speaker, and on into the next speaker's where a number
        may be cut. ``segments`` are those of ``body``, in their order.
        """
        return joins.runs(segments, self._groups())

    def conversation(self, salt: tuple[str | None, ...]) -> Conversation:
        """The key is a digest of how the first dialogue began: what the system says, and the turns up to the first one of the user.

        Stable as the history grows. Not keyed: whoever records it must key it first, since a short prompt can be guessed from it.
        """
        said: dict[Turn, list[str]] = {}
        for at, turn in self._texts():
            said.setdefault(turn, []).append(self.body.leaves[at][1].text)
        first = next((turn.dialogue for turn in said), ())
        own = [turn for turn in said if turn.dialogue == first]
        system = [turn for turn in own if self.speaker(turn.place) is Speaker.SYSTEM]
        others = [turn for turn in own if self.speaker(turn.place) is not Speaker.SYSTEM]
        users = [at for at, turn in enumerate(others) if self.speaker(turn.place) is Speaker.USER]
        begin = system + others[: users[0] + 1 if users else len(others)]
        digest = hashlib.sha256(b"celnice conversation 1")
        for part in (*(text or "" for text in salt), *("".join(said[turn]) for turn in begin)):
            data = part.encode("utf-8")
            digest.update(len(data).to_bytes(8, "big") + data)
        return Conversation(digest.hexdigest()[:32], max(len(users), 1), Told.BEGUN)

    def _texts(self) -> Iterator[tuple[int, Turn]]:
        """The leaves (index) that are running text, with their turns."""
        for at, (_, leaf) in enumerate(self.body.leaves):
            if leaf.kind is LeafKind.STRING:
                turn = self.turn(merged(leaf.place))
                if turn is not None and turn.is_text:
                    yield at, turn

    def _groups(self) -> Iterator[list[int]]:
        texts: dict[Turn, list[int]] = {}
        for at, turn in self._texts():
            texts.setdefault(turn, []).append(at)
        run: list[int] = []
        before: tuple[Place, Speaker] | None = None
        last = ""
        for turn, parts in texts.items():
            seen = [text for at in parts if _VISIBLE.search(text := self.body.leaves[at][1].text)]
            if not seen:
                continue  # nothing that could part its neighbours
            whose = (turn.dialogue, self.speaker(turn.place))
            if before is not None and whose != before and not (whose[0] == before[0] and joins.goes_on(last, seen[0])):
                yield run
                run = []
            run += parts
            before, last = whose, seen[-1]
        yield run

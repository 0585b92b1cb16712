"""Who says what in a body that is not one flat list of messages: Gemini's contents, the requests of a batch, a list of texts.

A format tells for each place which *turn* it belongs to, and which dialogue that turn is part of; here the turns become runs of text
and the key of the conversation. Messages in one list under ``messages`` have :mod:`gateway.extract.chat`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import count
from typing import NamedTuple

from gateway.extract import joins
from gateway.extract.json_format import JsonBody
from gateway.extract.json_text import LeafKind
from gateway.extract.place import again, merged
from gateway.model import Conversation, Join, Middle, Place, Segment, Speaker, Told

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


class Turns:
    """The turns of one body. ``speaker`` says whose words stand at the place of a turn."""

    def __init__(self, body: JsonBody, turn: TurnOf, speaker: Callable[[Place], Speaker]) -> None:
        self.body = body
        self.turn = turn
        self.speaker = speaker
        self._texts = tuple(self._found())

    def runs(self, segments: tuple[Segment, ...]) -> tuple[Join, ...]:
        """Running text put together: parts of a turn, neighbouring turns of one speaker, and on into the next speaker's where a number
        may be cut. ``segments`` are those of ``body``, in their order.
        """
        return joins.runs(segments, self._groups)

    def middle(self, within: str) -> Middle | None:
        """The middle of the history in the list of that name, at the top of the body: up to the last run of another speaker than the user.

        None where the body holds running text of anybody but the system anywhere else, or where one of its names stands there twice.
        """
        if not self._is_history(within):
            return None
        said = list(dict.fromkeys(turn for _, turn in self._texts))
        if not all(turn.place[:1] == (within,) if len(turn.place) > 1 else self._is_head(turn) for turn in said):
            return None
        users = [_number(turn) for turn in said if self.speaker(turn.place) is Speaker.USER]
        turns = dict(self._texts)
        begins = [_number(turns[group[0]]) for group in self._groups if group]
        last = next((at for at in reversed(begins) if at >= 0 and self.speaker((within, at)) is not Speaker.USER), -1)
        if not users or last <= users[0]:
            return None
        first = users[0]
        return Middle(first, last, sum(first < at < last for at in users), self.body.cost, first + 1 in begins, within)

    def _is_history(self, within: str) -> bool:
        """Whether the list of that name holds objects and nothing else, and there is no other of its name."""
        containers = self.body.containers
        if containers.get((within,)) is not False or self._twice(within):
            return False
        size = next(at for at in count() if not containers.get((within, at)))
        return (within, size) not in containers and (within, size) not in self.body.top

    def _is_head(self, turn: Turn) -> bool:
        """Whether this is a text of the system beside the list, and the only one of its name."""
        return self.speaker(turn.place) is Speaker.SYSTEM and not self._twice(turn.place[0])

    def _twice(self, name: str | int) -> bool:
        return (name, again(1)) in self.body.containers or (name, again(1)) in self.body.top

    def conversation(self, salt: tuple[str | None, ...]) -> Conversation:
        """The key is a digest of how the first dialogue began: what the system says, and the turns up to the first one of the user.

        What the system says in the same list behind that one is no beginning. Stable as the history grows. Not keyed: whoever records
        it must key it first, since a short prompt can be guessed from it.
        """
        said: dict[Turn, list[str]] = {}
        for at, turn in self._texts:
            said.setdefault(turn, []).append(self.body.leaves[at][1].text)
        first = next((turn.dialogue for turn in said), ())
        own = [turn for turn in said if turn.dialogue == first]
        users = [at for at, turn in enumerate(own) if self.speaker(turn.place) is Speaker.USER]
        upto = users[0] + 1 if users else len(own)
        listed = own[upto - 1].place[:-1] if users else ()
        later = [turn for turn in own[upto:] if turn.place[:-1] != listed or len(turn.place) == 1]
        system = [turn for turn in (*own[:upto], *later) if self.speaker(turn.place) is Speaker.SYSTEM]
        begin = system + [turn for turn in own[:upto] if self.speaker(turn.place) is not Speaker.SYSTEM]
        digest = hashlib.sha256(b"celnice conversation 1")
        for part in (*(text or "" for text in salt), *("".join(said[turn]) for turn in begin)):
            data = part.encode("utf-8")
            digest.update(len(data).to_bytes(8, "big") + data)
        return Conversation(digest.hexdigest()[:32], max(len(users), 1), Told.BEGUN)

    def _found(self) -> Iterator[tuple[int, Turn]]:
        """The leaves (index) that are running text, with their turns."""
        for at, (_, leaf) in enumerate(self.body.leaves):
            if leaf.kind is LeafKind.STRING:
                turn = self.turn(merged(leaf.place))
                if turn is not None and turn.is_text:
                    yield at, turn

    @cached_property
    def _groups(self) -> tuple[list[int], ...]:
        return tuple(self._runs())

    def _runs(self) -> Iterator[list[int]]:
        texts: dict[Turn, list[int]] = {}
        for at, turn in self._texts:
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


def _number(turn: Turn) -> int:
    """Which of the list a turn is; -1 for a text beside the list."""
    at = turn.place[1] if len(turn.place) > 1 else -1
    return at if isinstance(at, int) else -1

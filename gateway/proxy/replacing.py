"""Puts tokens into a request or message, has it scanned again, and keeps the table where the provider keeps the history."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from gateway.act import surrogates
from gateway.act.pseudonyms import CannotPseudonymise, Table
from gateway.act.restore import Restorer
from gateway.act.scope import Kept, Scope, VaultUnavailable
from gateway.act.tokens import FILES_FLOOR, FOUND_LATER, Token
from gateway.decide.policy import CONFIRMED, Policy
from gateway.decide.rules import Situation
from gateway.decide.verdict import Pass, PassRecorded
from gateway.extract import history
from gateway.extract.api import SocketAnswer, SocketFormat, SocketMessage, WireFormat
from gateway.model import File, OpaqueReason, RequestHead, ScanOutcome
from gateway.model import Place as ModelPlace
from gateway.pipeline import Judgement, Reading, read
from gateway.proxy.outcome import Forward, Restoring
from gateway.proxy.ports import Rewrite, Vault
from gateway.pseudonymising import Plan, Pseudonymised, changed, planned, pseudonymised_message
from gateway.server_state import FILES, NAMED_BY_ANSWER, changes_it, goes_on, kept_under, message_kept_under, only_begins

logger = logging.getLogger(__name__)

TRIES = 4
"""How often a table that another process changed meanwhile is read anew. Two windows of one conversation are two processes at most."""

type Again = Callable[[Reading], Awaitable[Judgement]]
"""Has a changed reading scanned and judged."""


@dataclass(slots=True)
class Dialogue:
    """The tokens of one WebSocket: ``restorer`` has the values that its answers are restored with now."""

    restorer: Restorer = field(default_factory=lambda: Restorer({}), repr=False)
    answer: SocketAnswer | None = field(default=None, repr=False)
    """What the server's messages go through; None while nothing was replaced."""
    table: Table = field(default_factory=Table, repr=False)
    """Of a connection that is the conversation itself."""

    def knows(self, values: Mapping[Token, str], dialect: SocketFormat, *, surrogates: bool = False) -> None:
        """From now on the answers are restored with these."""
        if values or self.answer is not None:
            self.restorer.goes_on_with(values, surrogates=surrogates)
            self.answer = self.answer or dialect.answer(self.restorer)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is judged: the policy in force, the situation, and who asks."""

    policy: Policy
    situation: Situation
    head: RequestHead = field(repr=False)

    @property
    def surrogates(self) -> bool:
        """Whether the tool is given realistic values in place of tokens."""
        permission = self.policy.permissions.get(self.situation.tool)
        return permission is not None and permission.surrogates

    def scope(self, conversation: str) -> Scope:
        """Whose tokens they are. Raises CannotPseudonymise for files of somebody unknown: they would be everybody's."""
        if conversation == FILES and self.head.person is None:
            raise CannotPseudonymise("person")
        return Scope(self.head.person.pseudonym if self.head.person else "", self.situation.tool, conversation)


class Replacing:
    """``vault`` None: nothing can be kept, and what would need it blocks. ``rewrite`` None: no file is put together again."""

    def __init__(self, formats: Mapping[str, WireFormat], vault: Vault | None = None, rewrite: Rewrite | None = None) -> None:
        self._formats = formats
        self._vault = vault
        self._rewrite = rewrite
        self._keeping: set[asyncio.Task[None]] = set()  # the loop itself holds tasks weakly

    async def request(self, reading: Reading, judgement: Judgement, at: Place, again: Again) -> Pseudonymised:
        """The request with tokens, scanned again and its table kept. Raises CannotPseudonymise, also when something is left."""
        conversation = kept_under(reading)
        scope = at.scope(conversation) if conversation else None
        files = read(reading.request, self._formats).extracted.files if reading.request else ()

        async def change(table: Table) -> Pseudonymised:
            table.surrogates = at.surrogates
            plan = planned(judgement, at.policy, at.situation, files, table)
            made = changed(reading, plan, await self._rewritten(files, plan), self._formats)
            await _clean(again, made.reading, judgement, table)
            return made

        name = reading.request.admitted.format if reading.request else None
        floor = FILES_FLOOR if conversation == FILES else FOUND_LATER if name in NAMED_BY_ANSWER else 0
        return await self._kept(scope, Table(), change, floor=floor, write=changes_it(reading))

    async def _rewritten(self, files: Sequence[File], plan: Plan) -> dict[ModelPlace, bytes]:
        contents: dict[ModelPlace, bytes] = {}
        for file in files:
            if file.place in plan.files:
                new = await self._rewrite(file, plan.files[file.place]) if self._rewrite else OpaqueReason.UNKNOWN_DOCUMENT
                if isinstance(new, OpaqueReason):
                    raise CannotPseudonymise("file")
                contents[file.place] = new
        return contents

    def begins(self, reading: Reading, at: Place, table: Table) -> Callable[[str], None] | None:
        """What is told under which key a table goes on, where the answer names that: of a first question, or of one that goes on from an
        answer. None for every other request.
        """
        vault = self._vault
        if vault is None or not goes_on(reading):
            return None

        async def keep(scope: Scope) -> None:
            try:
                if not await vault.keep(scope, Kept(table)):
                    logger.error("the tokens of a new conversation were not kept: it is known already")
            except VaultUnavailable:
                logger.error("the tokens of a new conversation were not kept: the store is away")  # noqa: TRY400

        def begun(conversation: str) -> None:
            scope = at.scope(conversation)
            task = asyncio.get_running_loop().create_task(keep(scope), name=scope.digest())
            self._keeping.add(task)
            task.add_done_callback(self._keeping.discard)

        return begun

    async def message(
        self,
        message: SocketMessage,
        judged: tuple[Judgement, Reading],
        at: Place,
        dialect: SocketFormat,
        dialogue: Dialogue,
        read_again: Callable[[SocketMessage], Reading],
        again: Again,
    ) -> tuple[SocketMessage, Reading]:
        """The same for a message of a WebSocket, with the reading of what leaves; its answers are restored from now on."""
        judgement, reading = judged
        conversation = message_kept_under(dialect.name, reading.extracted.conversation)
        scope = at.scope(conversation) if conversation else None
        used: list[Table] = []

        async def change(table: Table) -> tuple[SocketMessage, Reading]:
            used[:] = [table]
            table.surrogates = at.surrogates
            made = pseudonymised_message(message, judgement, at.policy, at.situation, dialect, table, read_again)
            await _clean(again, made[1], judgement, table)
            return made

        made = await self._kept(scope, dialogue.table, change)
        dialogue.knows(used[0].values, dialect, surrogates=at.surrogates)
        return made

    async def recall(self, reading: Reading, at: Place, dialect: SocketFormat, dialogue: Dialogue) -> None:
        """A message that leaves as it came may be answered with tokens of earlier turns."""
        conversation = conversation_of_message(dialect.name, reading)
        if conversation is not None:
            dialogue.knows(await self.remembered((conversation,), at), dialect, surrogates=at.surrogates)

    async def unchanged(self, reading: Reading | None, at: Place) -> Forward:
        """What leaves as it came. Its answer may still have tokens of earlier turns, or be a conversation of before."""
        request, content = reading.request if reading else None, reading.body.content if reading and reading.body else None
        if reading is None or request is None:
            return Forward(content)
        if (loaded := history.find(request.head, content or b"", self._formats)) is not None:
            values = await self.remembered(loaded.keys, at)
            return Forward(content, Restoring(loaded, values, at.surrogates) if values else None)
        if content is None:
            return Forward(None)
        own = self._formats.get(request.admitted.format or "")
        conversation = conversation_of(reading)
        values = await self.remembered((conversation,), at) if own else {}
        if own is None or not values:
            return Forward(content)
        begins = None
        if conversation is not None and goes_on(reading) and (table := await self._table(at.scope(conversation))).values:
            begins = self.begins(reading, at, table)
        return Forward(content, Restoring(own, values, at.surrogates, begins))

    async def remembered(self, conversations: Sequence[str | None], at: Place) -> Mapping[Token, str]:
        """The values that an answer may need beside those of its own request: of earlier turns, and of files the person has given the tool.

        Never raises for a store that is away: the answer goes to the client with the tokens it came with.
        """
        if self._vault is None or at.situation.tool not in at.policy.permissions:
            return {}
        keys = [key for key in dict.fromkeys((FILES if at.head.person else None, *conversations)) if key is not None]
        try:
            kept = [(await self._load(self._vault, at.scope(key))).table.values for key in keys]
        except (VaultUnavailable, CannotPseudonymise):
            logger.error("an answer is not restored: the tokens of its conversation cannot be read")  # noqa: TRY400
            return {}
        return {token: value for values in kept for token, value in values.items()}

    async def _load(self, vault: Vault, scope: Scope) -> Kept:
        """What is kept; after what is being kept there just now: a program asks on as soon as it has an answer's id."""
        if pending := [task for task in self._keeping if task.get_name() == scope.digest()]:
            await asyncio.wait(pending)
        return await vault.load(scope)

    async def _table(self, scope: Scope) -> Table:
        try:
            return (await self._load(self._vault, scope)).table if self._vault else Table()
        except VaultUnavailable:
            return Table()

    async def _kept[T](
        self, scope: Scope | None, own: Table, change: Callable[[Table], Awaitable[T]], *, floor: int = 0, write: bool = True
    ) -> T:
        if scope is None:
            return await change(own)
        if self._vault is None:
            raise CannotPseudonymise("vault")
        try:
            for _ in range(TRIES):
                kept = await self._load(self._vault, scope)
                if not kept.generation:
                    kept.table.floor = max(kept.table.floor, floor)
                changed = await change(kept.table)
                if not write or await self._vault.keep(scope, kept):
                    return changed
        except VaultUnavailable:
            raise CannotPseudonymise("vault") from None
        raise CannotPseudonymise("busy")


def conversation_of(reading: Reading) -> str | None:
    """The conversation under which tokens of this request's answer may be kept; None for one whose history comes with it."""
    if only_begins(reading):
        return None  # without looking through a long history for what it only names
    try:
        return kept_under(reading)
    except CannotPseudonymise:
        return None


def conversation_of_message(name: str, reading: Reading) -> str | None:
    """The same for a message of a WebSocket."""
    try:
        return message_kept_under(name, reading.extracted.conversation)
    except CannotPseudonymise:
        return None


async def _clean(again: Again, reading: Reading, before: Judgement, table: Table) -> None:
    """Nothing is left but what the person has confirmed, or exactly surrogates that were put in. Raises CannotPseudonymise."""
    judgement = await again(reading)
    left = judgement.verdict
    if isinstance(left, Pass) or (left == PassRecorded(CONFIRMED) and before.verdict.reason == CONFIRMED):
        return
    found = [(judgement.segments[index].text, start, end) for hit in judgement.hits for index, start, end in hit.parts]
    scanned = judgement.scan is ScanOutcome.SCANNED and left.reason == "personal_data"
    if not (table.surrogates and scanned and found and surrogates.only(found, table.values)):
        raise CannotPseudonymise("left_over")

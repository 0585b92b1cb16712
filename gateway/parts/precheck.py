"""The shell of the pre-check: it asks document workers and detection, as a proxy does, and :mod:`gateway.precheck` decides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from allowlist.register import Register
from gateway import precheck
from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Situation
from gateway.model import File, FileRead, OpaqueBody, OpaqueReason, Scan, Unscanned
from gateway.pipeline import Reading, opened
from gateway.precheck import Prechecked
from gateway.server_state import WHOLE_HISTORY


@dataclass(frozen=True, slots=True)
class Precheck:
    """Looks at a text or a file for one tool ("" for none: the default rules). Never raises for a text or file."""

    detect: Callable[[Sequence[str]], Awaitable[Sequence[Scan]]]
    documents: Callable[[Sequence[File]], Awaitable[Sequence[FileRead]]]
    policy: Callable[[], Policy]
    register: Callable[[], Register]
    now: Callable[[], datetime]
    confirmable: bool = True
    """Whether there is somebody to whom justifications are sealed: without, nothing can be confirmed."""

    async def text(self, text: str, tool: str) -> Prechecked:
        """What would happen to a text."""
        return await self._judged(precheck.of_text(text), self._situation(tool))

    async def attempt(self, text: str, situation: Situation | None) -> Prechecked:
        """What would happen to a text in a situation that somebody thinks out."""
        return await self._judged(precheck.of_text(text), situation)

    async def file(self, file: File, tool: str) -> Prechecked:
        """What would happen to a file."""
        reading = precheck.of_file(file)
        (read,) = await self.documents([file])
        situation = self._situation(tool)

        def tolerated(reason: OpaqueReason) -> bool:
            return self.confirmable and self.policy().unread_ruling(reason, situation).action is Action.WARN

        try:
            return await self._judged(opened(reading, [read], tolerated), situation)
        except OpaqueBody as opaque:
            return precheck.unreadable(opaque.reason)

    def _situation(self, tool: str) -> Situation | None:
        return Situation(tool, "", frozenset(), self.now()) if tool else None

    async def _judged(self, reading: Reading, situation: Situation | None) -> Prechecked:
        scans = await self.detect(reading.texts) if reading.texts else []
        if len(scans) != len(reading.texts):
            scans = [Unscanned("broken_answer")] * len(reading.texts)
        replaceable = situation is not None and self._replaceable(situation.tool)
        return precheck.looked_at(reading, scans, self.policy(), situation, replaceable=replaceable, confirmable=self.confirmable)

    def _replaceable(self, tool: str) -> bool:
        service = self.register().catalogue.services.get(tool)
        return service is not None and any(operation.format in WHOLE_HISTORY for operation in service.operations)

"""The shell of the pre-check: it asks document workers and detection, as a proxy does, and :mod:`gateway.precheck` decides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from allowlist.register import Register
from gateway import precheck
from gateway.decide.policy import Policy
from gateway.decide.rules import Situation
from gateway.model import Extracted, File, FileRead, OpaqueBody, Scan, Unscanned
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

    async def text(self, text: str, tool: str) -> Prechecked:
        """What would happen to a text."""
        return await self._looked_at(precheck.of_text(text), tool)

    async def attempt(self, text: str, situation: Situation | None) -> Prechecked:
        """What would happen to a text in a situation that somebody thinks out."""
        return await self._judged(precheck.of_text(text), situation)

    async def file(self, file: File, tool: str) -> Prechecked:
        """What would happen to a file."""
        reading = precheck.of_file(file)
        (read,) = await self.documents([file])
        if not isinstance(read, Extracted):
            return precheck.unreadable(read)
        try:
            return await self._looked_at(opened(reading, [read]), tool)
        except OpaqueBody as opaque:
            return precheck.unreadable(opaque.reason)

    async def _looked_at(self, reading: Reading, tool: str) -> Prechecked:
        return await self._judged(reading, Situation(tool, "", frozenset(), self.now()) if tool else None)

    async def _judged(self, reading: Reading, situation: Situation | None) -> Prechecked:
        scans = await self.detect(reading.texts) if reading.texts else []
        if len(scans) != len(reading.texts):
            scans = [Unscanned("broken_answer")] * len(reading.texts)
        replaceable = situation is not None and self._replaceable(situation.tool)
        return precheck.looked_at(reading, scans, self.policy(), situation, replaceable=replaceable)

    def _replaceable(self, tool: str) -> bool:
        service = self.register().catalogue.services.get(tool)
        return service is not None and any(operation.format in WHOLE_HISTORY for operation in service.operations)

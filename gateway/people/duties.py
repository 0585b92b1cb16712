"""What a person must have done before the first use: read the notice (§ 316(3) of the Labour Code), been trained (AI Act, Article 4)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from gateway.people import ticket
from gateway.people.directory import Directory
from gateway.people_settings import People

NOTICE_MISSING = "notice"
TRAINING_MISSING = "training"


@dataclass(frozen=True, slots=True)
class Missing:
    """A duty not done. ``reason`` is a key of the texts, ``link`` where to do it ("" when there is no page for it)."""

    reason: str
    link: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Duties:
    """The office's demands. ``notice`` is the address of the console's page of it."""

    settings: People
    notice: str
    key: bytes = field(repr=False)
    directory: Callable[[], Directory | None] = field(repr=False)
    refresh: Callable[[], None] = field(default=lambda: None, repr=False)
    """Reads the directory anew. Blocks; asked when something seems to be missing, since it may just have been done."""

    @property
    def any(self) -> bool:
        """Whether anything is demanded at all."""
        return self.settings.notice_required or self.settings.training_required

    async def missing(self, record: str, now: datetime) -> Missing | None:
        """The first duty that this person has not done. While the store has been away for too long nobody counts as having done any."""
        if self._missing(record, now) is None:
            return None
        await asyncio.to_thread(self.refresh)
        return self._missing(record, now)

    def _missing(self, record: str, now: datetime) -> Missing | None:
        known = self.directory() or Directory()
        if self.settings.notice_required and not known.has_read(record, self.settings.notice_version):
            signed = ticket.issue(self.key, record, self.settings.notice_version, now)
            return Missing(NOTICE_MISSING, f"{self.notice}?t={signed}")
        if self.settings.training_required and not known.trained(record, now, self.settings.training_days):
            return Missing(TRAINING_MISSING)
        return None

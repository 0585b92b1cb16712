"""Mail to the superior of whoever reported a suspected breach (the directive, art. VII para. 1): that a report waits, and where.

Neither who reported nor what: that the superior reads in the console. Whom the directory names is looked up when the mail goes out; for a
report whose superior nobody knows it goes to the recipients of the settings.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from gateway.feeds import mail_text
from gateway.feeds.api import FeedUnavailable, Outgoing
from gateway.feeds.smtp import Mailer


@dataclass(frozen=True, slots=True)
class ToSuperior:
    """One mail for each report. ``address`` blocks: "" for nobody, None when the directory does not answer."""

    name: str
    mailer: Mailer
    address: Callable[[str], str | None] = field(repr=False)
    largest: int = 20

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        """Returns when the mail server has taken all."""
        await asyncio.to_thread(self._deliver, batch)

    def _deliver(self, batch: Sequence[Outgoing]) -> None:
        for taken, one in enumerate(batch):
            found = self.address(str(one.event.get("superior") or ""))
            if found is None:
                raise FeedUnavailable("the directory does not answer", taken=taken)
            mailer = replace(self.mailer, recipients=(found,)) if found else self.mailer
            text = mail_text.waiting(one.event) if "case" in one.event else mail_text.body(one.event)
            message = mailer.message(mail_text.subject(one.event), text, one.event["id"], one.event["at"])
            try:
                mailer.send([message])
            except FeedUnavailable as failure:
                raise type(failure)(failure.reason, taken=taken) from None

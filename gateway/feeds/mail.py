"""Mail to officials: one for what has just come, or a digest."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gateway.feeds import mail_text
from gateway.feeds.api import Outgoing
from gateway.feeds.smtp import Mailer


@dataclass(frozen=True, slots=True)
class Mail:
    """What comes together goes together: a burst is one mail, not a hundred."""

    name: str
    mailer: Mailer
    digest: Literal["off", "hourly", "daily"] = "off"
    largest: int = 1000

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        """Returns when the mail server has taken it."""
        events = [one.event for one in batch if self.digest != "off" or worth(one)]
        if not events:
            return
        if len(events) == 1 and (self.digest == "off" or "case" in events[0]):
            one = events[0]
            thread = f"case-{one['case']}" if "case" in one else ""
            message = self.mailer.message(mail_text.subject(one), mail_text.body(one), one["id"], one["at"], thread)
        else:
            identity = hashlib.sha256("\n".join(event["id"] for event in events).encode()).hexdigest()
            text = mail_text.digest_body(events)
            message = self.mailer.message(mail_text.digest_subject(events), text, identity, events[-1]["at"])
        await asyncio.to_thread(self.mailer.send, [message])


def worth(one: Outgoing) -> bool:
    """Whether somebody should be written to: not for one more attempt of a known case, unless something may have left now."""
    return one.event["type"] != "breach.repeated" or one.rings

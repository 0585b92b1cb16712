"""A webhook: one signed POST for each event (Standard Webhooks), in order. Repeats have the same ``webhook-id``."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gateway.errors import UserError
from gateway.feeds.api import FeedUnavailable, Outgoing
from gateway.feeds.forms import FORMS
from gateway.feeds.http import Receiver, call
from gateway.feeds.pace import Pace
from gateway.feeds.signature import secrets_of, signed


@dataclass(frozen=True, slots=True)
class Webhook:
    """The secrets are read anew for each batch: changing them takes no restart."""

    name: str
    receiver: Receiver
    secret_file: Path
    form: str = "cloudevents"
    largest: int = 50
    clock: Callable[[], float] = time.time

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        """Returns when every event was answered with 2xx."""
        try:
            secrets = secrets_of(self.secret_file)
        except UserError as error:
            raise FeedUnavailable(str(error)) from None
        media, write = FORMS[self.form]
        async with self.receiver.client() as client:
            pace = Pace()
            for taken, outgoing in enumerate(batch):
                pace.check(taken)
                body = write(outgoing.event).encode()
                headers = {"content-type": media, **signed(secrets, outgoing.event["id"], int(self.clock()), body)}
                try:
                    await call(client, "POST", self.receiver.url, headers, body)
                except FeedUnavailable as failure:
                    failure.taken = taken
                    raise

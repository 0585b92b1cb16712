"""A webhook: signed POSTs (Standard Webhooks), in order, over one connection: one event each, or a CloudEvents batch.

Repeats of a single event have the same ``webhook-id``; of a batch, each event in it has its own ``id``. A batch that the receiver refuses
or fails on is sent again event by event, so that only the one at fault becomes a dead letter.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from gateway.errors import UserError
from gateway.feeds.api import FeedUnavailable, Outgoing
from gateway.feeds.cloud_event import BATCH_TYPE
from gateway.feeds.forms import FORMS
from gateway.feeds.http import Receiver, call
from gateway.feeds.pace import Pace
from gateway.feeds.signature import secrets_of, signed


@dataclass(frozen=True, slots=True)
class Webhook:
    """The secrets are read anew for each delivery: changing them takes no restart. ``batch``: most events in one POST."""

    name: str
    receiver: Receiver
    secret_file: Path
    form: str = "cloudevents"
    batch: int = 1
    largest: int = 50
    clock: Callable[[], float] = time.time

    async def deliver(self, batch: Sequence[Outgoing]) -> None:
        """Returns when every event was answered with 2xx."""
        try:
            secrets = secrets_of(self.secret_file)
        except UserError as error:
            raise FeedUnavailable(str(error)) from None
        async with self.receiver.client() as client:
            pace, taken = Pace(), 0
            while taken < len(batch):
                pace.check(taken)
                portion = batch[taken : taken + self.batch]
                try:
                    await self._post(client, secrets, portion)
                except FeedUnavailable as failure:
                    if len(portion) == 1 or not failure.answered:
                        failure.taken = taken
                        raise
                    await self._singly(client, secrets, portion, taken)  # the receiver is there: one of them may be at fault
                taken += len(portion)

    async def _singly(self, client: httpx.AsyncClient, secrets: Sequence[bytes], portion: Sequence[Outgoing], before: int) -> None:
        pace = Pace()
        for at, one in enumerate(portion):
            pace.check(before + at)
            try:
                await self._post(client, secrets, [one])
            except FeedUnavailable as failure:
                failure.taken = before + at
                raise

    async def _post(self, client: httpx.AsyncClient, secrets: Sequence[bytes], portion: Sequence[Outgoing]) -> None:
        media, write = FORMS[self.form]
        written = [write(one.event) for one in portion]
        if self.batch == 1:
            body, identity = written[0].encode(), str(portion[0].event["id"])
        else:
            media, body = BATCH_TYPE, f"[{','.join(written)}]".encode()
            identity = "batch-" + hashlib.sha256("\n".join(str(one.event["id"]) for one in portion).encode()).hexdigest()[:32]
        headers = {"content-type": media, **signed(secrets, identity, int(self.clock()), body)}
        await call(client, "POST", self.receiver.url, headers, body)

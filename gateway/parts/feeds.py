"""The feeds of a node: what each needs of the store and the settings, and the duties that run them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

from gateway.feeds import registry
from gateway.feeds.api import FeedUnavailable
from gateway.feeds.outbox import Hooks, Outbox
from gateway.feeds.servicedesk import ByJson
from gateway.metrics import Metrics
from gateway.parts.colleagues import addresses
from gateway.parts.common import console_address
from gateway.register import register
from gateway.settings import Settings
from gateway.store.breaches import BreachStore
from gateway.store.duties import Duty
from gateway.store.node import node_id
from gateway.store.outbox import FeedLedger, Wants
from gateway.store.tickets import CaseTickets
from gateway.store.url import store_url

logger = logging.getLogger(__name__)

POLL_SECONDS = 300.0
"""How often the status of open tickets is asked for: people work on them, not machines."""


def ledger(name: str, settings: Settings, holder: str) -> FeedLedger:
    """The ledger of one feed. ``holder`` is the node for its writer, of which there is one: after a restart it takes up its own turn."""
    given = settings.feeds[name]
    wants = Wants(
        registry.contents(given),
        given.types,
        given.cases == "left",
        given.start == "beginning",
        given.routes,
        given.departments,
        frozenset(register(settings).catalogue.services),
        console_address(settings),
        given.superior,
    )
    return FeedLedger(store_url(settings), name, wants, holder)


def outbox(name: str, settings: Settings, breaches: BreachStore, hooks: Hooks, holder: str, meter: Metrics | None = None) -> Outbox:
    """One feed, ready to deliver."""
    given = settings.feeds[name]
    address = addresses(settings, meter or Metrics()) if given.superior else lambda _account: ""
    return Outbox(
        feed=registry.feed(name, given, CaseTickets(breaches), address),
        ledger=ledger(name, settings, holder),
        contents=registry.contents(given),
        give_up=timedelta(hours=given.give_up_hours),
        digest=registry.digest(given),
        hooks=hooks,
    )


def duties(settings: Settings, breaches: BreachStore, meter: Metrics) -> Iterator[Duty]:
    """One duty for each feed, so that none waits for another; one more for a ServiceDesk that is asked for its tickets."""
    holder = node_id(settings.data.dir)
    hooks = Hooks(meter.feed_delivered, meter.feed_failure, meter.feed_state)
    for name in settings.feeds:
        made = outbox(name, settings, breaches, hooks, holder, meter)
        yield Duty(f"feed-{name}", made.turn)
        if isinstance(made.feed, ByJson) and made.feed.status_url:
            yield Duty(f"tickets-{name}", _polling(made.feed), POLL_SECONDS)


def _polling(desk: ByJson) -> Callable[[], bool]:
    def poll() -> bool:
        try:
            asyncio.run(desk.poll())
        except FeedUnavailable as failure:
            logger.warning("feed %s: the status of tickets cannot be had: %s", desk.name, failure.reason)
        return False

    return poll

"""What the checks look at: the settings, the time, and what several of them need to know, asked once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from functools import cached_property

from allowlist.register import Register
from allowlist.workflow.machine import WorkflowError
from gateway.approval import method_of, rules_of
from gateway.doctor.dialling import Reached, Unreached, head
from gateway.errors import UserError
from gateway.register import published, register
from gateway.settings import Settings
from gateway.store import opening
from gateway.store.errors import StoreUnavailable
from gateway.store.register import RegisterStore
from gateway.store.url import store_url

AT_ONCE = 8
"""Providers that are asked side by side: the whole report takes as long as the slowest of them."""


class Around:
    """One node as the checks see it. ``now`` is the node's clock; ``offline``: no other machine is asked."""

    def __init__(self, settings: Settings, now: Callable[[], datetime] = lambda: datetime.now(UTC), *, offline: bool = False) -> None:
        self.settings = settings
        self.now = now
        self.offline = offline

    @cached_property
    def register(self) -> Register:
        """The approved tools: the store's, or those of ``celnice.toml`` while it cannot say. Raises UserError for one that cannot stand."""
        url = store_url(self.settings)
        try:
            opening.existing(url).close()
            with closing(RegisterStore(url, method_of(self.settings))) as store:
                decided = published(store.cases().values(), rules_of(self.settings))
        except (UserError, StoreUnavailable, WorkflowError):
            decided = None  # the check `store` says why
        return register(self.settings, decided)

    @cached_property
    def providers(self) -> tuple[tuple[str, tuple[str, int] | None], ...]:
        """The named hosts of approved tools, in order, each with its pinned address. Wildcards name no host that could be asked."""
        found: dict[str, tuple[str, int] | None] = {}
        for grant in self.register.grants.values():
            pin = (grant.pin.address, grant.pin.port) if grant.pin else None
            for group in grant.service.hosts:
                if group.role != "telemetry":
                    found |= {name: pin for name in group.names if not name.startswith("*.")}
        return tuple(sorted(found.items()))

    @cached_property
    def answers(self) -> Mapping[str, Reached | Unreached]:
        """What each provider answered; empty when no other machine is asked."""
        if self.offline or not self.providers:
            return {}
        with ThreadPoolExecutor(AT_ONCE, "doctor") as threads:
            made = threads.map(lambda one: head(self.settings, one[0], one[1]), self.providers)
            return dict(zip((host for host, _ in self.providers), made, strict=True))

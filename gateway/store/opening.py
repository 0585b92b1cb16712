"""Opens a store that should be there already: for commands, which look and never make one."""

from __future__ import annotations

from pathlib import Path

from gateway.errors import UserError
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.migrate import newest, revision
from gateway.store.url import parsed


def existing(url: str) -> EventStore:
    """The store behind a URL. Raises UserError when there is none, when it cannot be reached, or when its tables are of another release."""
    address = parsed(url)
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).exists():
        raise UserError(
            f"there is no store at {address.database}: start the gateway once (`systemctl start celnice`, or `celnice run`), "
            "or set data.dir or store.url"
        )
    try:
        found = revision(url)
    except StoreUnavailable as failure:
        raise UserError(f"the store cannot be reached ({failure}): check store.url and that the database runs") from None
    if found is None:
        raise UserError("the store has no tables yet: start the gateway once (`systemctl start celnice`, or `celnice run`)")
    if found != newest():
        raise UserError(f"the store has revision {found}, this release works with {newest()}: start the matching `celnice run` once")
    return EventStore(url)

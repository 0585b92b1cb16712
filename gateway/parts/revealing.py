"""Sealed names for the console: handed out for a pseudonym, sealed, after that stands in the chain."""

from __future__ import annotations

from gateway.console.sealed import NotHandedOut, SealedName, SealedNames, Wish
from gateway.errors import UserError
from gateway.parts.people import keyed
from gateway.people.pseudonym import owner
from gateway.record.event import EventType
from gateway.settings import Settings
from gateway.store.events import EventStore
from gateway.store.people import PeopleStore
from gateway.store.seal import CannotOpen
from gateway.store.unsealing import Reason, tell
from gateway.store.url import store_url


def sealed_names(settings: Settings, events: EventStore) -> SealedNames:
    """The port. The lasting record of a person goes to whoever may open the name, and into no event."""
    people = PeopleStore(store_url(settings))

    def record_of(pseudonym: str) -> str | None:
        """The record behind a pseudonym, as long as the key of its period is there and a name was kept."""
        key = keyed(settings).key(pseudonym.rpartition(".")[0])
        return None if key is None else owner(pseudonym, people.named(), lambda _period: key)

    def hand_out(identity: str, wish: Wish) -> SealedName:
        row = events.get(identity)
        pseudonym = str((row.payload or {}).get("person") or "") if row is not None else ""
        try:
            reason = Reason(wish.who, wish.why, wish.case)
        except UserError:
            raise NotHandedOut("reason") from None
        try:
            record = record_of(pseudonym) if pseudonym else None
            sealed = people.sealed(record) if record is not None else None
        except CannotOpen:  # damaged
            raise NotHandedOut("gone") from None
        if record is None or sealed is None:
            raise NotHandedOut("gone")
        if wish.reader not in {wrapped.reader for wrapped in sealed.wrapped}:
            raise NotHandedOut("reader")
        tell(events, identity, EventType.PERSON_REVEALED, reason, {"person": pseudonym, "readers": [wish.reader]})
        return SealedName(record, sealed.to_json())

    return SealedNames(bool(settings.people.readers), hand_out)

"""An employee as a data subject: the pseudonyms under which events hold them, as long as the keys of their periods exist."""

from __future__ import annotations

from gateway.errors import UserError
from gateway.people.account import canonical
from gateway.people.pseudonym import pseudonym, record
from gateway.settings import Settings
from gateway.store import keyfile, paths
from gateway.store.keyring import Keyring


def pseudonyms(settings: Settings, account: str) -> tuple[str, ...]:
    """One for each period whose key is there; none when this node has never known a person. Raises UserError for no account's name."""
    name = canonical(account, settings.people.domains)
    if name is None:
        raise UserError("that is no name of an account")
    folder = paths.person_keys(settings.data.dir)
    lasting = keyfile.read(folder / "lasting.key")
    if lasting is None:
        return ()
    ring = Keyring(folder, settings.retention.attempts_days)
    return tuple(pseudonym(ring.key(period), period, record(lasting, name)) for period in ring.periods())

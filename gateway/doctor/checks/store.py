"""The event store: there, of this release, able to take an event, and not behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around
from gateway.doctor.checks.ports import node_runs
from gateway.errors import UserError
from gateway.record.sink import SinkUnavailable
from gateway.store import paths
from gateway.store.errors import StoreUnavailable
from gateway.store.migrate import known, newest, revision
from gateway.store.spool import Spool
from gateway.store.url import parsed, store_url

MANY = 5_000
"""Events that wait on the node. The writer moves this many in seconds, so it has not moved any for a while."""


def run(around: Around) -> Iterator[Result]:
    """Reachability and tables; then what waits on the node."""
    yield _store(around)
    yield from _spool(around)


def _store(around: Around) -> Result:
    try:
        url = store_url(around.settings)
    except UserError as error:
        return fault(str(error), "mend store.url")
    address = parsed(url)
    postgresql = address.get_backend_name() == "postgresql"
    kind = "PostgreSQL" if postgresql else "SQLite"
    if not postgresql and not Path(str(address.database)).exists():
        return warning("there is no SQLite store yet", "celnice run makes it at its first start")
    try:
        found = revision(url)
    except StoreUnavailable as failure:
        todo = (
            "check that the server runs, that this machine and user may connect (pg_hba.conf), and the password" if postgresql else _SQLITE
        )
        return fault(f"the {kind} store cannot be reached ({failure})", f"{todo}; events wait on this node meanwhile")
    if found is None:
        return warning(f"the {kind} store has no tables yet", "celnice run makes them at its first start")
    if found == newest():
        return ok(f"{kind}, revision {found}")
    if found in known():
        return warning(
            f"the {kind} store has revision {found}, this release works with {newest()}", "back it up; the next start updates it"
        )
    return fault(
        f"the {kind} store has revision {found}, which this release does not know", "install the newer release, or restore a backup"
    )


_SQLITE = "check the file's owner and the disk; a damaged file comes back from a backup (docs/backup.md)"


def _spool(around: Around) -> Iterator[Result]:
    path = paths.spool(around.settings.data.dir)
    if not path.exists():
        return
    with closing(Spool(path)) as spool:
        try:
            spool.check()
            waiting, aside = spool.depth(), spool.rejected()
        except SinkUnavailable as error:
            yield fault(f"events cannot be written on this node ({error}): every prompt is blocked", "see what the check `disk` says")
            return
    runs = node_runs(around.settings.data.dir)
    if waiting > MANY or (waiting and not runs):
        yield warning(
            f"{waiting} events wait for the store", "let the store be reachable" if runs else "start celnice run: it brings them in"
        )
    else:
        yield ok(f"{waiting} events wait for the store")
    if aside:
        yield warning(f"{aside} damaged events were set aside in the spool", "keep spool.sqlite3, and report it")


CHECK = Check("store", 70, run)

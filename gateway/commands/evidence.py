"""``celnice evidence``: the sealed records beside events, for those whose keys open them."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.commands.parts import secrets_of
from gateway.commands.parts.own_ids import own_ids
from gateway.errors import UserError
from gateway.settings import Settings
from gateway.store import reader_keys, unsealing
from gateway.store.errors import StoreUnavailable
from gateway.store.events import MAX_PAGE, EventStore
from gateway.store.evidence import EvidenceRow, EvidenceStore
from gateway.store.opening import existing
from gateway.store.rows import Filters
from gateway.store.seal import CannotOpen, Sealed, reader_id
from gateway.store.unsealing import Reason
from gateway.store.url import store_url

HELP = "sealed evidence: list, open, release (two persons), openings, keys, rewrap"

EVERYTHING = 1_000_000  # sealed records end after days; an office has some thousands at once

OPENINGS = Filters(types=("evidence.opened", "evidence.released", "person.revealed"))


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs and their options."""
    verbs = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = verbs.add_parser("list", help="the newest sealed records, and whose keys open them")
    listing.add_argument("--event", metavar="ID", help="only those of one event")
    listing.add_argument("--limit", type=int, default=100, metavar="N", help="how many at most (default 100)")
    openings = verbs.add_parser("openings", help="who opened what, when and why")
    for child in (listing, openings):
        child.add_argument("--json", action="store_true", help="one JSON object per line")
    for name, text in (
        ("open", "open a record; the reason stands in the chain before the text is shown"),
        ("release", "let go of a record"),
    ):
        child = verbs.add_parser(name, help=text, description=text)
        child.add_argument("id", help="the record's id, from `celnice evidence list`")
        child.add_argument("--key", type=Path, required=True, metavar="FILE", help="your key file")
        child.add_argument("--why", required=True, help="the reason, one sentence")
        child.add_argument("--case", default="", help="number of the breach case or request")
        child.add_argument("--who", default="", help="who opens it (default: the user of this machine)")
        child.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase (default: ask)")
        child.add_argument("-o", "--output", type=Path, metavar="FILE", help="a new file, readable by you only (default: standard output)")
        if name == "open":
            child.add_argument("--second", type=Path, metavar="FILE", help="the second holder's key file, when both are here")
            child.add_argument("--released", type=Path, metavar="FILE", help="what the second holder's `celnice evidence release` wrote")
    again = verbs.add_parser("rewrap", help="give every record that your key opens to the readers of the settings, after a change of keys")
    again.add_argument("--key", type=Path, required=True, metavar="FILE", help="your key file, of a reader until now")
    again.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase (default: ask)")
    keys = verbs.add_parser("keys", help="make a key, or show the readers of the settings")
    kinds = keys.add_subparsers(dest="keys", metavar="ACTION", required=True)
    new = kinds.add_parser("new", help="make a key pair: FILE (private, encrypted) and FILE.pub")
    new.add_argument("file", type=Path, metavar="FILE")
    new.add_argument("--name", default="", help="whose it is")
    new.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase (default: ask twice)")
    kinds.add_parser("show", help="the readers that the settings name")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 done; 1 the record cannot be opened with this key."""
    if arguments.action == "keys":
        return _new_key(arguments) if arguments.keys == "new" else _show_keys(settings)
    url = store_url(settings)
    events = existing(url)
    evidence = EvidenceStore(url)
    try:
        match arguments.action:
            case "list":
                return _list(evidence, arguments)
            case "openings":
                return _openings(events, arguments)
            case "rewrap":
                return _rewrap(evidence, arguments, settings)
            case _:
                return _open(events, evidence, arguments)
    except CannotOpen as error:
        print(f"celnice evidence: {error}", file=sys.stderr)
        return 1
    except StoreUnavailable as failure:
        raise UserError(f"the store cannot be reached ({failure}): nothing was opened") from None
    finally:
        evidence.close()
        events.close()


def _list(evidence: EvidenceStore, arguments: argparse.Namespace) -> int:
    for row in evidence.newest(arguments.event, arguments.limit):
        readers = [wrapped.reader for wrapped in row.sealed.wrapped]
        if arguments.json:
            facts = {"id": row.id, "event": row.event_id, "at": row.at.isoformat(), "readers": readers}
            print(json.dumps(facts))
        else:
            print(f"{row.at:%Y-%m-%d %H:%M:%S}Z  {row.id}  {row.event_id}  {', '.join(readers) or '(destroyed)'}")
    return 0


def _openings(events: EventStore, arguments: argparse.Namespace) -> int:
    cursor, more = None, True
    while more:
        page = events.page(cursor, MAX_PAGE, OPENINGS)
        for row in page.rows:
            said = {"at": row.at.isoformat(), "type": row.type, **(row.payload or {}).get("opening", {})}
            if arguments.json:
                print(json.dumps(said, ensure_ascii=False))
            else:
                words = f"{said.get('who', '(erased)')}: {said.get('why', '')}  {said.get('case', '')}".rstrip()
                print(f"{row.at:%Y-%m-%d %H:%M:%S}Z  {row.reason}  {said.get('evidence') or said.get('person', '')}  {words}")
        cursor, more = page.next, page.more
    return 0


def _open(events: EventStore, evidence: EvidenceStore, arguments: argparse.Namespace) -> int:
    row = _existing(evidence, arguments.id)
    reason = Reason(arguments.who or getpass.getuser(), arguments.why, arguments.case, own_ids(arguments.who), getpass.getuser())
    if arguments.action == "release":
        key = secrets_of.key(arguments.key, arguments.passphrase_file)
        return _write(unsealing.release(events, row, reason, key).to_json().encode(), arguments.output)
    inner = Sealed.from_json(secrets_of.text(arguments.released)) if arguments.released else None
    key = secrets_of.key(arguments.key, arguments.passphrase_file)
    second = secrets_of.key(arguments.second, None) if arguments.second else None
    return _write(unsealing.read(events, row, reason, key, inner=inner, second=second), arguments.output)


def _rewrap(evidence: EvidenceStore, arguments: argparse.Namespace, settings: Settings) -> int:
    """The outer envelope only: with second readers it is theirs; the first readers' one inside stays sealed to whom it was."""
    given = settings.evidence
    readers = reader_keys.public_keys(given.second_readers or given.readers)
    if not readers:
        raise UserError("the settings name no readers: add [evidence] readers first")
    key = secrets_of.key(arguments.key, arguments.passphrase_file)
    mine, count = reader_id(key.public_key()), 0
    for row in evidence.newest(limit=EVERYTHING):
        if mine in [wrapped.reader for wrapped in row.sealed.wrapped]:
            count += evidence.rewrap(row.id, key, readers)
    print(f"{count} records now open with {', '.join(map(reader_id, readers))}")
    return 0


def _existing(evidence: EvidenceStore, identity: str) -> EvidenceRow:
    row = evidence.get(identity)
    if row is None:
        raise UserError("there is no record with this id; see `celnice evidence list`")
    if not row.sealed.wrapped:
        raise UserError("this record was destroyed: its period is over, or it was erased on request")
    return row


def _new_key(arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    passphrase = secrets_of.passphrase(arguments.passphrase_file, "New passphrase", twice=True)
    key = X25519PrivateKey.generate()
    public = path.with_name(path.name + ".pub")
    reader_keys.write_private(path, reader_keys.protected(key, passphrase, arguments.name))
    try:
        public.write_text(reader_keys.public_pem(key.public_key()), encoding="ascii")
    except OSError as error:
        raise UserError(f"{public} cannot be written ({error.strerror})") from None
    print(f"{path}  private, encrypted: keep it and the passphrase away from the gateway, and a copy of it elsewhere")
    print(f"{public}  public: name it under [evidence] readers")
    print(f"reader {reader_id(key.public_key())}")
    return 0


def _show_keys(settings: Settings) -> int:
    for title, files in (("readers", settings.evidence.readers), ("second_readers", settings.evidence.second_readers)):
        for path, key in zip(files, reader_keys.public_keys(files), strict=True):
            print(f"{title}  {reader_id(key)}  {path}")
    return 0


def _write(content: bytes, path: Path | None) -> int:
    if path is None:
        sys.stdout.write(content.decode() + "\n")
    else:
        reader_keys.write_private(path, content.decode())
        print(path)
    return 0

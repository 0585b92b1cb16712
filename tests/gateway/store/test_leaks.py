"""Values of persons, planted where a mistake could put them, are searched in everything that is written."""

import dataclasses
import logging
import traceback
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.record.chain import BadPayload
from gateway.record.event import Fingerprint
from gateway.record.sink import SinkUnavailable
from gateway.store import paths
from gateway.store.errors import StoreUnavailable
from gateway.store.events import EventStore
from gateway.store.evidence import EvidenceStore
from gateway.store.holding import HoldingSink
from gateway.store.keyring import Keyring
from gateway.store.spool import Spool
from gateway.store.writer import Writer
from support.events import event

PLANTED = ("855101/1237", "8551011237", "Božena Přikrylová", "bozena.prikrylova@posta.example")
"""A synthetic birth number whose check digit is right, and a person nobody is."""

TEXT = f"Žádám o dávku, {PLANTED[2]}, r. č. {PLANTED[0]}, {PLANTED[3]}"


def dirty(number):
    """An event as a careless pipeline could fill it."""
    marks = (Fingerprint("PERSON", "2026-Q4", PLANTED[1]),)
    return dataclasses.replace(
        event(number), detail=TEXT, reason=TEXT, operation=PLANTED[0], places=(TEXT,), kinds={PLANTED[1]: 1}, rules={TEXT: 1},
        host=PLANTED[2], tool=PLANTED[2], person=PLANTED[2], fingerprints=marks,
    )  # fmt: skip


def needles():
    return [form for value in (*PLANTED, TEXT) for form in (value.encode(), value.encode("utf-16-le"), value.encode("unicode_escape"))]


def search(folder):
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += [(path.name, index) for index, needle in enumerate(needles()) if needle in content]
    return found


def test_search_finds(tmp_path):
    """The search itself finds what is there."""
    (tmp_path / "a").write_text(TEXT)
    assert search(tmp_path)


def test_nothing_of_a_person_is_written(url, tmp_path, caplog, capfd, request):
    """No planted value reaches the spool, the store, keys, evidence or a log, whichever way it was handed in."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)  # with rows and parameters, as far as it may
    data = tmp_path / "data"
    spool, store, evidence = Spool(paths.spool(data)), EventStore(url), EvidenceStore(url)
    ring = Keyring(paths.fingerprint_keys(data))
    try:
        mark = ring.fingerprint("CZ_BIRTH_NUMBER", PLANTED[1], date(2026, 10, 3))
        spool.put(event(1, fingerprints=(mark,)))
        spool.put(dirty(2))
        Writer(spool, store, "node-a").step()
        evidence.put("e00000001", TEXT.encode(), [X25519PrivateKey.generate().public_key()])
        spool.put(dirty(3))
        rows = store.page().rows
        assert rows[0].payload["fingerprints"][0]["digest"] == mark.digest
        shown = repr(rows) + repr([row.public() for row in rows]) + repr(spool.take(5)) + repr(store) + repr(spool)
        assert not any(value in shown for value in PLANTED)
        assert search(tmp_path) == []
        if not url.startswith("sqlite"):
            cluster = request.getfixturevalue("cluster")
            cluster.execute("CHECKPOINT")
            assert search(cluster.files()) == []
            assert search(Path(cluster.files()).parent) == [], "the server's log"
    finally:
        logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)
        for thing in (spool, store, evidence):
            thing.close()
    written = caplog.text + "".join(capfd.readouterr())
    assert "INSERT" in written, "the log was on"
    assert not any(value in written for value in PLANTED)


class Broken:
    """A sink that fails."""

    def put(self, _):
        raise SinkUnavailable("off")


def failures(url, tmp_path):
    store = EventStore(url)
    closed = Spool(tmp_path / "closed.sqlite3")
    closed.close()
    unusable = Spool(tmp_path)  # a folder
    bad_id = dataclasses.replace(event(1), id=PLANTED[2])
    surrogate = dataclasses.replace(dirty(1), at=None)
    yield SinkUnavailable, lambda: closed.put(dirty(1))
    yield SinkUnavailable, lambda: unusable.put(dirty(1))
    yield SinkUnavailable, lambda: HoldingSink(Broken()).put(dirty(1))
    yield SinkUnavailable, lambda: Spool(tmp_path / "s.sqlite3").put(bad_id)
    yield (SinkUnavailable, AttributeError), lambda: Spool(tmp_path / "s.sqlite3").put(surrogate)
    yield BadPayload, lambda: store.append([TEXT.encode()], "node-a")
    yield BadPayload, lambda: store.append([f'{{"at":"{PLANTED[0]}","id":"{PLANTED[1]}"}}'.encode()], "node-a")
    yield StoreUnavailable, lambda: EventStore(f"sqlite:///{tmp_path}/none.sqlite3").append([_canonical(dirty(1))], "node-a")
    store.close()


def _canonical(event):
    from gateway.record.canonical import canonical

    return canonical(event.payload())


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_nothing_of_a_person_is_in_an_exception(url, tmp_path):
    """No failure repeats what it failed on: not in its words, not in its chain, not in a printed traceback."""
    for expected, call in failures(url, tmp_path):
        with pytest.raises(expected) as caught:
            call()
        shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + repr(vars(caught.value))
        own = [line for line in shown.splitlines() if not line.lstrip().startswith("yield")]
        assert not any(value in "\n".join(own) for value in PLANTED), expected

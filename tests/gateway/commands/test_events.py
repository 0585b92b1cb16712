import argparse
import json

import pytest

from gateway.commands import events
from gateway.errors import UserError
from gateway.record.erasure import EraseReason
from gateway.settings import Data, Settings, Store
from gateway.store import paths, signing
from gateway.store.events import EVERYTHING, EventStore
from support.events import event, payload, payloads
from support.stores import sqlite_url


@pytest.fixture
def store(tmp_path):
    store = EventStore(sqlite_url(tmp_path))
    yield store
    store.close()


@pytest.fixture
def run(tmp_path, capsys):
    """Runs the command; returns its exit code and lines."""

    def run(*words):
        parser = argparse.ArgumentParser(prog="celnice events")
        events.configure(parser)
        settings = Settings(data=Data(dir=tmp_path), store=Store(url=f"sqlite:///{tmp_path}/store.sqlite3"))
        capsys.readouterr()
        code = events.run(parser.parse_args(words), settings)
        return code, capsys.readouterr().out.splitlines()

    return run


def ids(lines):
    return [json.loads(line)["id"] for line in lines]


def names(*numbers):
    return [f"e{number:08}" for number in numbers]


def test_list(store, run):
    """Lists from the first event, or after a cursor, as many as asked."""
    store.append(payloads(1, 5), "node-a")
    assert ids(run("list", "--json")[1]) == names(1, 2, 3, 4, 5)
    code, lines = run("list", "--json", "--limit", "2")
    assert (code, ids(lines)) == (0, names(1, 2))
    assert ids(run("list", "--json", "--after", json.loads(lines[-1])["cursor"])[1]) == names(3, 4, 5)


def test_lines_for_people(store, run, tmp_path):
    """A line says when, what, where, the verdict, the kinds, and the id to quote; an erased one says so."""
    store.append(payloads(1, 2), "node-a")
    store.erase(names(2), EraseReason.RETENTION, signing.signer(paths.erasure_keys(tmp_path)))
    _, lines = run("list")
    assert lines[0] == "2026-10-01 08:00:01Z  prompt.blocked  openai  block  personal_data  CZ_BIRTH_NUMBER 2×  e00000001"
    assert "(erased)" in lines[1]
    assert "chain.erased" in lines[2]


def test_tail(store, run):
    """Shows the newest, the oldest of them first."""
    store.append(payloads(1, 30), "node-a")
    assert ids(run("tail", "--json")[1]) == names(*range(11, 31))
    assert ids(run("tail", "--json", "-n", "3")[1]) == names(28, 29, 30)


def test_filters(store, run):
    """The same filters everywhere; a time without a zone is local."""
    store.append([payload(n, tool="openai" if n % 2 else "anthropic") for n in range(1, 7)], "node-a")
    for verb in ("list", "tail"):
        assert ids(run(verb, "--json", "--tool", "anthropic")[1]) == names(2, 4, 6)
        assert ids(run(verb, "--json", "--since", "2026-10-01T10:00:03+02:00", "--until", "2026-10-01T08:00:05Z")[1]) == names(3, 4)
        assert run(verb, "--json", "--type", "upload.blocked", "--verdict", "block")[1] == []
    assert ids(run("export", "--tool", "openai", "--tool", "anthropic", "--verdict", "block")[1]) == names(1, 2, 3, 4, 5, 6)


def test_follow(store, run, monkeypatch, capsys):
    """--follow goes on with new events, each once, until it is interrupted."""
    monkeypatch.setattr(events, "FOLLOW_SECONDS", 0.0)
    store.append(payloads(1, 3), "node-a")
    later = iter([payloads(4, 5), [], payloads(6, 6)])
    original = EventStore.page

    def page(self, after=None, limit=100, filters=EVERYTHING):
        batch = next(later, None)
        if batch is None:
            raise KeyboardInterrupt
        store.append(batch, "node-a")
        return original(self, after, limit, filters)

    monkeypatch.setattr(EventStore, "page", page)
    with pytest.raises(KeyboardInterrupt):
        run("tail", "--json", "--follow", "-n", "2")
    assert ids(capsys.readouterr().out.splitlines()) == names(2, 3, 4, 5, 6)


def test_follow_does_not_repeat(store, run, monkeypatch, capsys):
    """An event that arrives between the two readings of tail is shown once."""
    monkeypatch.setattr(events, "FOLLOW_SECONDS", 0.0)
    store.append(payloads(1, 2), "node-a")
    original, pages = EventStore.latest, EventStore.page

    def latest(self, *arguments):
        store.append(payloads(3, 3), "node-a")
        return original(self, *arguments)

    turns = iter([1])

    def page(self, *arguments):
        if next(turns, None) is None:
            raise KeyboardInterrupt
        return pages(self, *arguments)

    monkeypatch.setattr(EventStore, "latest", latest)
    monkeypatch.setattr(EventStore, "page", page)
    with pytest.raises(KeyboardInterrupt):
        run("tail", "--json", "--follow")
    assert ids(capsys.readouterr().out.splitlines()) == names(1, 2, 3)


def test_show(store, run):
    """Shows one event whole, but its fingerprints."""
    store.append(payloads(1, 1), "node-a")
    code, lines = run("show", "e00000001")
    assert code == 0
    assert any(line.split() == ["kinds", '{"CZ_BIRTH_NUMBER":', "2}"] for line in lines)
    assert json.loads(run("show", "--json", "e00000001")[1][0])["policy"] == "2026-10-01.1"
    for form in ([], ["--json"]):
        assert event(1).fingerprints[0].digest not in "".join(run("show", *form, "e00000001")[1])
    with pytest.raises(UserError, match="no event with this id"):
        run("show", "nobody")


def test_verify(store, run, tmp_path):
    """Says in Czech and English whether the record is sound; the exit code says it to machines."""
    store.append(payloads(1, 3), "node-a")
    store.erase(names(2), EraseReason.RETENTION, signing.signer(paths.erasure_keys(tmp_path)))
    assert run("verify") == (
        0,
        ["Záznam je v pořádku. Událostí: 4, z toho vymazaných: 1, vad: 0.", "The record is sound. Events: 4, erased: 1, problems: 0."],
    )
    code, lines = run("verify", "--json")
    assert (code, json.loads(lines[0])["sound"]) == (0, True)
    (tmp_path / "anchors.json").write_text(lines[0])
    assert run("verify", "--anchors", str(tmp_path / "anchors.json"))[0] == 0
    from sqlalchemy import text

    from gateway.store.engine import writing

    with writing(store._engine) as connection:
        connection.execute(text("DELETE FROM event_payloads WHERE event_id = 'e00000003'"))
        connection.execute(text("DELETE FROM events WHERE id = 'e00000003'"))
    code, lines = run("verify", "--anchors", str(tmp_path / "anchors.json"))
    assert code == 1
    assert lines == [
        "missing  node-a  3",
        "anchor_broken  node-a  3  the anchored entry is not there",
        "Záznam NENÍ v pořádku! Událostí: 3, z toho vymazaných: 1, vad: 2.",
        "The record is NOT sound! Events: 3, erased: 1, problems: 2.",
    ]
    code, lines = run("verify", "--json")
    assert (code, json.loads(lines[0])["problems"]) == (1, [{"kind": "missing", "writer": "node-a", "seq": 3, "until": 3, "detail": ""}])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"heads": [{"writer": "a", "seq": 1, "hash": "zz"}]}'])
def test_bad_anchors(store, run, tmp_path, content):
    """A file that holds no anchors is said so: without them the check would be weaker than asked for."""
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(UserError, match="no anchors"):
        run("verify", "--anchors", str(tmp_path / "a.json"))


def test_export(store, run, tmp_path):
    """Writes every event as a line of JSON, to the terminal or to a new file, never over an old one."""
    store.append(payloads(1, 1200), "node-a")
    assert len(run("export")[1]) == 1200
    target = tmp_path / "out.jsonl"
    assert run("export", "-o", str(target)) == (0, [])
    assert ids(target.read_text().splitlines()) == names(*range(1, 1201))
    with pytest.raises(UserError, match="already"):
        run("export", "-o", str(target))
    with pytest.raises(UserError, match="cannot be written"):
        run("export", "-o", str(tmp_path / "no" / "out.jsonl"))


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["unknown"],
        ["list", "--limit", "0"],
        ["list", "--limit", "x"],
        ["tail", "-n", "1001"],
        ["list", "--since", "yesterday"],
        ["show"],
    ],
)
def test_usage_errors(store, run, words):
    """Wrong words end with exit code 2."""
    with pytest.raises(SystemExit) as caught:
        run(*words)
    assert caught.value.code == 2


def test_bad_cursor(store, run):
    """A wrong cursor says where to get a right one."""
    with pytest.raises(UserError, match="--after is not a cursor"):
        run("list", "--after", "x")


def test_no_store(run):
    """Without a store the command says how to get one, and makes none."""
    with pytest.raises(UserError, match="celnice run"):
        run("list")


def test_store_that_fails_meanwhile(store, run, monkeypatch):
    """A store that fails while it is read is said in one line."""
    from gateway.store.errors import StoreUnavailable

    def fail(*_):
        raise StoreUnavailable("OperationalError 57P01")

    monkeypatch.setattr(EventStore, "latest", fail)
    with pytest.raises(UserError, match="57P01"):
        run("tail")

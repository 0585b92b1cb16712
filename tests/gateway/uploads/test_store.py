"""What is held of unfinished uploads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract.uploads.api import Fault, Part
from gateway.uploads.box import Box, box
from gateway.uploads.database import Database
from gateway.uploads.limits import Limits
from gateway.uploads.store import Kept, Over, Store

LIMITS = Limits(whole=100, seconds=60, parts=4, per_person=2, uploads=3, node_bytes=300)
ONE, TWO, THREE, FOUR = (box(name) for name in "1234")
ME, YOU = b"me", b"you"


class Clock:
    """A clock that stands until it is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    database = Database(tmp_path)
    yield Store(database, LIMITS, clock)
    database.close()


def files(folder: Path) -> int:
    return len([path for path in folder.iterdir() if "index" not in path.name])


def add(store: Store, where: Box, content: bytes, *, who: bytes = ME, **part: object) -> object:
    added = store.add(where, who, Part("", **part), content)  # type: ignore[arg-type]
    return added.held.size if isinstance(added, Kept) else added


STEPS: list[tuple[str, list[tuple[dict[str, object], bytes]], object]] = [
    ("one after the other", [({"offset": 0}, b"abc"), ({"offset": 3}, b"de")], 5),
    ("behind all others", [({"offset": 0}, b"abc"), ({}, b"de")], 5),
    ("a hole", [({"offset": 0}, b"abc"), ({"offset": 4}, b"de")], Fault.OFFSET),
    ("an overlap", [({"offset": 0}, b"abc"), ({"offset": 2}, b"de")], Fault.OFFSET),
    ("the beginning again", [({"offset": 0}, b"abc"), ({"offset": 0}, b"abc")], Fault.OFFSET),
    ("before the beginning", [({"offset": -1}, b"abc")], Fault.OFFSET),
    ("nothing before it", [({"offset": 5}, b"abc")], Fault.GONE),
    ("the end of nothing", [({}, b"abc")], Fault.GONE),
    ("as long as was said", [({"offset": 0, "total": 5}, b"abc"), ({"offset": 3, "total": 5, "last": True}, b"de")], 5),
    ("longer than was said", [({"offset": 0, "total": 4}, b"abc"), ({"offset": 3}, b"de")], Fault.TOTAL),
    ("shorter than was said", [({"offset": 0, "total": 6}, b"abc"), ({"offset": 3, "last": True}, b"de")], Fault.TOTAL),
    ("another length than was said", [({"offset": 0, "total": 6}, b"abc"), ({"offset": 3, "total": 7}, b"de")], Fault.TOTAL),
    ("names in any order", [({"name": "b"}, b"abc"), ({"name": "a"}, b"de")], 5),
    ("a name again takes its place", [({"name": "b"}, b"abc"), ({"name": "b"}, b"d")], 1),
    ("too long", [({"offset": 0}, b"a" * 60), ({"offset": 60}, b"a" * 60)], Over.FILE),
    ("too long at once", [({"offset": 0}, b"a" * 101)], Over.FILE),
    ("in too many pieces", [({"name": name}, b"a") for name in "abcde"], Over.FILE),
]


@pytest.mark.parametrize(("reason", "steps", "expected"), STEPS, ids=[reason for reason, _, _ in STEPS])
def test_pieces(store: Store, tmp_path: Path, reason: str, steps: list[tuple[dict[str, object], bytes]], expected: object) -> None:
    """What is held after these pieces, or why the last is not taken; a piece that is not taken leaves no file."""
    got = [add(store, ONE, content, **part) for part, content in steps]
    assert got[-1] == expected
    held = store.held(ONE)
    assert files(tmp_path) == (len(held.names) if held else 0)


def test_others(store: Store) -> None:
    """A person and the node have bounds; what is dropped makes room."""
    assert add(store, ONE, b"a", offset=0) == 1
    assert add(store, TWO, b"a", offset=0) == 1
    assert add(store, THREE, b"a", offset=0) == Over.PERSON
    assert add(store, THREE, b"a", offset=0, who=YOU) == 1
    assert add(store, FOUR, b"a", offset=0, who=YOU) == Over.NODE
    store.drop(ONE)
    assert add(store, FOUR, b"a", offset=0, who=YOU) == 1


def test_bytes_of_a_person_and_the_node(tmp_path: Path, clock: Clock) -> None:
    """So do their bytes."""
    database = Database(tmp_path)
    wide = Limits(whole=100, node_bytes=450)
    store = Store(database, wide, clock)
    assert [add(store, box(str(number)), b"a" * 100, offset=0) for number in range(5)] == [100] * 4 + [Over.PERSON]
    assert add(store, box("y"), b"a" * 100, offset=0, who=YOU) == Over.NODE
    assert add(store, box("y"), b"a" * 50, offset=0, who=YOU) == 50
    database.close()


def test_time(store: Store, clock: Clock, tmp_path: Path) -> None:
    """What waits too long is gone, with its files; each piece starts the time anew."""
    add(store, ONE, b"abc", offset=0)
    clock.now += 50
    add(store, ONE, b"de", offset=3)
    clock.now += 50
    assert store.held(ONE) is not None
    clock.now += 11
    assert store.held(ONE) is None
    assert files(tmp_path) == 0
    assert add(store, ONE, b"x", offset=5) == Fault.GONE


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_whole(tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], random: object) -> None:
    """However a file is cut, and in whatever order named pieces come, the whole is the file."""
    database = Database(tmp_path_factory.mktemp("store"))
    store = Store(database, LIMITS)
    offset = 0
    for piece in pieces:
        assert add(store, ONE, piece, offset=offset) == offset + len(piece)
        offset += len(piece)
    assert store.read(ONE) == b"".join(pieces)
    names = [str(number) for number in range(len(pieces))]
    for name in random.sample(names, len(names)):  # type: ignore[attr-defined]
        add(store, TWO, pieces[int(name)], name=name)
    assert store.read(TWO, tuple(names)) == b"".join(pieces)
    database.close()


def test_sweep(store: Store, clock: Clock, tmp_path: Path) -> None:
    """What waited too long goes although nobody asks for it; what did not, stays."""
    add(store, ONE, b"abc", offset=0)
    clock.now += 61
    add(store, TWO, b"abc", name="a")
    add(store, ONE, b"abc", offset=0)
    clock.now += 30
    store.sweep()
    assert files(tmp_path) == 2
    clock.now += 31
    store.sweep()
    assert files(tmp_path) == 0


def test_a_name_that_nobody_sent(store: Store) -> None:
    """It cannot be read."""
    add(store, ONE, b"a", name="a")
    with pytest.raises(KeyError):
        store.read(ONE, ("b",))


def test_a_full_disk(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece that cannot be written is not held, and leaves nothing."""
    monkeypatch.setattr("gateway.uploads.store.os.fdopen", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OSError, match="full"):
        add(store, ONE, b"a", offset=0)
    assert store.held(ONE) is None
    assert files(tmp_path) == 0

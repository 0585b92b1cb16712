"""Every type of document, whole and damaged, through a real document process: there is always an answer, and the next file is read."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from gateway.extract.documents.registry import documents
from gateway.model import Extracted, OpaqueReason
from support.documents import ask, nursery
from support.samples import NOT_READ, SAMPLES, WORD

DAMAGED = 40
"""Files made of each sample: enough of each sort of damage, in a few seconds for all types."""


def test_there_is_a_sample_of_every_type() -> None:
    """A type that comes new is damaged, too."""
    assert set(SAMPLES) == set(documents())


def damaged(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """Cut short, with bytes changed, with a piece repeated, removed, or from elsewhere."""
    for number in range(DAMAGED):
        at, end = sorted(chance.sample(range(len(content)), 2))
        match number % 5:
            case 0:
                yield content[:end]
            case 1:
                flipped = bytearray(content)
                for _ in range(chance.choice([1, 3, 20])):
                    flipped[chance.randrange(len(flipped))] = chance.randrange(256)
                yield bytes(flipped)
            case 2:
                yield content[:end] + content[at:]
            case 3:
                yield content[:at] + content[end:]
            case _:
                yield content[:at] + chance.randbytes(chance.choice([1, 4, 200])) + content[at:]


@pytest.fixture(scope="module")
def path() -> Iterator[object]:
    with nursery(deadline=10) as (_, made):
        yield made


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_whole_file_is_read(path, name: str) -> None:
    """As what it is, whatever it is called; a type that nobody reads is opaque."""
    (found,) = ask(path, SAMPLES[name]())
    if name in NOT_READ:
        assert isinstance(found, OpaqueReason)
    else:
        assert isinstance(found, Extracted), found
        assert any(WORD in segment.text for segment in found.segments)
    recognised = [one.name for one in documents().values() if one.recognises(SAMPLES[name]())]
    assert name in recognised or documents()[name].textual


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_damaged_file_has_an_answer(path, name: str) -> None:
    """Read or opaque, for whatever was done to it; then the same process reads a whole file."""
    made = list(damaged(SAMPLES[name](), random.Random(name)))
    found = ask(path, *made, name=f"a.{documents()[name].extensions[0]}")
    assert len(found) == DAMAGED
    assert isinstance(ask(path, b"whole")[0], Extracted)
    assert all(isinstance(one, Extracted | OpaqueReason) for one in found)

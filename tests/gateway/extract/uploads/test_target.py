"""Addresses that were handed out, and what clients add to them."""

from __future__ import annotations

import pytest

from gateway.extract.uploads import target
from support.wire import head


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ("/p",)),
        ("sig=x", ("/p?sig=x",)),
        ("sig=x&comp=block&blockid=a", ("/p?sig=x&comp=block&blockid=a", "/p?sig=x")),
        ("comp=block&sig=x&BlockId=a", ("/p?comp=block&sig=x&BlockId=a", "/p?sig=x")),
        ("sig=x&more=y", ("/p?sig=x&more=y",)),
    ],
)
def test_candidates(query: str, expected: tuple[str, ...]) -> None:
    """As sent, and without what the protocols of pieces add."""
    assert target.candidates(head(path="/p", query=query)) == expected


@pytest.mark.parametrize(
    ("query", "address", "left"),
    [
        ("sig=x", "/p?sig=x", ("/", "")),
        ("sig=x&comp=block&blockid=jmeno", "/p?sig=x", ("/", "comp=block&blockid=jmeno")),  # the client's own words stay
        ("sig=y", "/p?sig=x", ("/", "sig=y")),
        ("", "/other", ("/p", "")),
    ],
)
def test_beside(query: str, address: str, left: tuple[str, str]) -> None:
    """What the tool itself made up is not scanned; all else is."""
    after = target.beside(head(path="/p", query=query), address)
    assert (after.path, after.query) == left

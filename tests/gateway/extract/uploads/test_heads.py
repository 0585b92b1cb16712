"""What several protocols do with heads."""

from __future__ import annotations

import pytest

from gateway.extract.uploads import heads
from support.wire import head


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([("X-N", "12")], 12),
        ([("x-n", "0")], 0),
        ([], None),
        ([("x-n", "-1")], None),
        ([("x-n", "1 ")], None),
        ([("x-n", "٣")], None),  # a digit of another script
        ([("x-n", "1"), ("x-n", "1")], None),  # two readers could take either
        ([("x-n", "9" * 16)], None),
    ],
    ids=str,
)
def test_number(headers: list[tuple[str, str]], expected: int | None) -> None:
    """A plain number that stands there once."""
    assert heads.number(head(*headers), "x-n") == expected


def test_query() -> None:
    """Names in lower case, values decoded, repeated ones together, blank ones there."""
    assert heads.query(head(query="Comp=block&blockId=a%3D&comp=&x")) == {"comp": ["block", ""], "blockid": ["a="], "x": [""]}


def test_with_headers() -> None:
    """New headers take the place of old ones; what described a piece's bytes is gone, everything else stays in order."""
    before = head(("a", "1"), ("X-N", "old"), ("Content-MD5", "x"), ("content-length", "5"), ("checksum", "y"), ("b", "2"))
    after = heads.with_headers(before, {"x-n": "new"}, frozenset({"checksum"}))
    assert after.headers == (("a", "1"), ("b", "2"), ("x-n", "new"))


def test_plain() -> None:
    """A body whose coding was taken off says so no more."""
    assert heads.plain(head(("Content-Encoding", "gzip"), ("a", "1"))).headers == (("a", "1"),)

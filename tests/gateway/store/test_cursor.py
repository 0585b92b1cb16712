import base64
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.store.cursor import BadCursor, decode, encode


@given(st.integers(0, 2**63 - 1))
def test_round_trip(position):
    """Every position has a cursor, safe in a URL and in a header."""
    cursor = encode(position)
    assert decode(cursor) == position
    assert cursor.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "1",
        "====",
        "c1:5",
        "é",
        "A" * 65,
        *(
            base64.urlsafe_b64encode(raw).decode()
            for raw in (b"c1:", b"c1:-1", b"c1:x", b"c2:1", b"c1:9223372036854775808", "c1:²".encode())
        ),
    ],
)
def test_bad(cursor):
    """Anything else is refused, without repeating it."""
    with pytest.raises(BadCursor) as caught:
        decode(cursor)
    assert not cursor or cursor not in str(caught.value)


@given(st.text(max_size=70))
def test_never_crashes(cursor):
    """Any text is a cursor or a BadCursor."""
    with suppress(BadCursor):
        assert decode(cursor) >= 0

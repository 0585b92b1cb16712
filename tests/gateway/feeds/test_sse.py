"""Server-sent events on the wire."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.feeds import sse
from gateway.feeds.api import Outgoing
from support.console import event


def test_a_frame_is_an_id_one_data_line_and_an_empty_line() -> None:
    """The id is the cursor; the data is the CloudEvent."""
    lines = sse.frame(Outgoing("c1", event(1).payload())).decode().split("\n")
    assert lines[0] == "id: c1"
    assert json.loads(lines[1].removeprefix("data: "))["id"] == "evt-1"
    assert lines[2:] == ["", ""]


@given(st.text())
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    """Whatever stands in a field, a frame has exactly its two lines: nobody can forge a second event."""
    text = text.encode("utf-8", "replace").decode()
    framed = sse.frame(Outgoing("c1", event(1).payload() | {"detail": text}))
    assert len(framed.replace(b"\r", b"\n").split(b"\n")) == 4
    assert json.loads(framed.split(b"\n")[1].removeprefix(b"data: "))["data"]["detail"] == text


@pytest.mark.parametrize("cursor", ["a\nb", "a\rb", "a\0b"])
def test_a_cursor_is_one_line(cursor: str) -> None:
    """A cursor with a line break or NUL is refused (the standard ignores an id with NUL)."""
    with pytest.raises(ValueError, match="printable"):
        sse.place(cursor)


def test_opening_place_and_heartbeat_carry_no_data() -> None:
    """None of the three makes a client dispatch an event."""
    for data in (sse.opening(), sse.place("c1"), sse.HEARTBEAT):
        assert b"data" not in data
        assert data.endswith(b"\n\n")

"""Messages put together from pieces."""

from __future__ import annotations

import pytest
from mitmproxy.test.tflow import tclient_conn
from wsproto.events import BytesMessage, TextMessage

from gateway.proxy.budget import Budget
from gateway.proxy.websocket_collected import MAX_FRAGMENTS, Collected, pieces


def collected(limit: int = 100, budget: Budget | None = None) -> Collected:
    return Collected(limit, budget or Budget(100, 400), CLIENT)


CLIENT = tclient_conn()


def test_pieces_of_a_frame_are_put_together() -> None:
    """What TCP cut is one frame again; frames stay apart."""
    made = collected()
    for piece, frame, message in (("Př", False, False), ("í", True, False), ("", True, False), ("liš", True, True)):
        assert made.add(TextMessage(piece, frame_finished=frame, message_finished=message))
    assert made.frames() == ["Pří".encode(), b"", "liš".encode()]
    assert [(piece.data, piece.message_finished) for piece in pieces(made.frames(), is_text=True)] == [
        ("Pří", False),
        ("", False),
        ("liš", True),
    ]
    assert [piece.data for piece in pieces([b"\xff"], is_text=False)] == [b"\xff"]


def test_letting_go_begins_anew() -> None:
    """The budget has everything back, and the next message starts empty."""
    budget = Budget(100, 400)
    made = collected(budget=budget)
    made.add(BytesMessage(b"x" * 60))
    assert budget.total == 60
    made.let_go()
    assert budget.total == 0
    assert made.frames() == []
    assert made.add(BytesMessage(b"x" * 100))


@pytest.mark.parametrize(
    ("why", "limit", "budget", "sent"),
    [
        ("bytes of letters, not letters", 5, 400, ["č" * 3]),
        ("in all, not each", 5, 400, ["abc", "def"]),
        ("the process holds no more", 1000, 400, ["a" * 401]),
        ("too many frames", 5, 400, [""] * (MAX_FRAGMENTS + 1)),
    ],
)
def test_limits(why: str, limit: int, budget: int, sent: list[str]) -> None:
    """A piece over a limit is not taken, and nothing of it stays counted."""
    counted = Budget(limit if limit < 1000 else 100, budget)
    made = collected(limit, counted)
    taken = [made.add(TextMessage(piece, message_finished=False)) for piece in sent]
    assert taken == [True] * (len(sent) - 1) + [False], why
    made.let_go()
    assert counted.total == 0

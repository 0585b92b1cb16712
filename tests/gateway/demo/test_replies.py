"""What the replies to both vendors share."""

from gateway.demo.exchange import Gate, Pause
from gateway.demo.replies import GATED, LARGE, TEXT, paced, padded, pieces


def test_pieces_are_the_text() -> None:
    """The chunks of a stream joined are the text."""
    assert "".join(pieces(TEXT)) == TEXT
    assert len(pieces(TEXT)) > 5


def test_models_set_the_pace() -> None:
    """``slow`` waits between events, ``gated`` after the first words, others not at all."""
    events = (b"1", b"2", b"3", b"4", b"5")
    assert [type(part) for part in paced("slow", iter(events[:3]))] == [bytes, Pause, bytes, Pause, bytes]
    assert [type(part) for part in paced("gated", iter(events))] == [*[bytes] * GATED, Gate, bytes]
    assert tuple(paced("gpt-4o", iter(events))) == events


def test_large_is_fifty_megabytes() -> None:
    """The reply of ``large`` has the length it says, at least 50 MB."""
    reply = padded("large", {"a": 1}, ("x-request-id", "r"))
    sent = sum(len(part) for part in reply.parts if isinstance(part, bytes))
    assert sent == int(dict(reply.headers)["content-length"]) >= LARGE

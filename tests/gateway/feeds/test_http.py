"""One request, and what its answer means."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress

import pytest

from gateway.feeds.api import FeedUnavailable, Refused
from gateway.feeds.http import LARGEST_ANSWER, Receiver, call, field_of
from support.feeds import Certificates, free_port, http_desk


async def post(receiver, url=None):
    async with receiver.client() as client:
        return await call(client, "POST", url or receiver.url, {"x": "1"}, b"body")


ROWS = [
    # status, refused for good, the event's own fault perhaps, why
    (400, True, True, "says that the event is wrong"),
    (413, True, True, "too large stays too large"),
    (422, True, True, "says that the event is wrong"),
    (401, False, False, "the key is wrong, not the event"),
    (404, False, False, "the address is wrong"),
    (410, False, False, "the address is gone"),
    (429, False, False, "later"),
    (302, False, False, "redirects are not followed"),
    (500, False, True, "the receiver fails, perhaps on this event"),
    (502, False, False, "the receiver is not there"),
    (503, False, False, "later"),
]


@pytest.mark.parametrize(("status", "refused", "answered", "why"), ROWS, ids=[str(row[0]) for row in ROWS])
def test_answers(status, refused, answered, why):
    """2xx is taken; everything else is told apart by whose fault it may be, and nothing of the answer is repeated."""
    with http_desk() as desk:
        desk.answers = [(status, {"location": "http://127.0.0.1:1/", "retry-after": "7"}, "tajné".encode())]
        with pytest.raises(FeedUnavailable) as caught:
            asyncio.run(post(Receiver(desk.url, 60)))
    assert isinstance(caught.value, Refused) is refused, why
    assert caught.value.answered is answered, why
    assert caught.value.reason == f"HTTP {status}"
    assert len(desk.requests) == 1


def test_retry_after_is_heard():
    """What the receiver asks for is passed on."""
    with http_desk() as desk:
        desk.answers = [(503, {"retry-after": "7"}, b"")]
        with pytest.raises(FeedUnavailable) as caught:
            asyncio.run(post(Receiver(desk.url, 60)))
    assert caught.value.retry_after == 7.0


def test_an_answer_is_read_to_a_limit():
    """A receiver that answers without end costs no memory."""
    with http_desk() as desk:
        desk.answers = [(200, {}, b"x" * 10), (200, {}, b"x" * (LARGEST_ANSWER + 1))]
        assert asyncio.run(post(Receiver(desk.url, 60))) == b"x" * 10
        assert asyncio.run(post(Receiver(desk.url, 60))) == b""


def test_nobody_there():
    """A closed port, a name that does not exist, an address that is none, a hang-up: each has its words."""
    with http_desk() as desk:
        desk.answers = [(0, {}, b"")]
        cases = [
            (f"http://127.0.0.1:{free_port()}/tajné", "connection"),
            ("http://neni.invalid/", "host name not found"),
            ("http://[tajne", "[a-z]"),
            (desk.url, "RemoteProtocolError"),
        ]
        for url, said in cases:
            with pytest.raises(FeedUnavailable, match=said) as caught:
                asyncio.run(post(Receiver(url, 60)))
            assert "tajn" not in str(caught.value)


def test_certificates_are_checked(tmp_path):
    """A good certificate passes; an expired one and one of a strange authority do not, and the reason says so."""
    ours = Certificates(tmp_path)
    (tmp_path / "other").mkdir()
    stranger = Certificates(tmp_path / "other")
    with http_desk(ours.context()) as desk:
        asyncio.run(post(Receiver(desk.url, 60, ours.ca)))
        with pytest.raises(FeedUnavailable, match="certificate not trusted"):
            asyncio.run(post(Receiver(desk.url, 60, stranger.ca)))
        with pytest.raises(FeedUnavailable, match="certificate not trusted"):
            asyncio.run(post(Receiver(desk.url, 60)))
    with http_desk(ours.context(days=-1)) as desk, pytest.raises(FeedUnavailable, match="certificate expired"):
        asyncio.run(post(Receiver(desk.url, 60, ours.ca)))
    with pytest.raises(FeedUnavailable, match="cannot be read"):
        asyncio.run(post(Receiver(desk.url, 60, tmp_path / "missing")))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "7"),
        ("data.key", "SD-1"),
        ("list.1.id", "b"),
        ("missing", ""),
        ("data", ""),
        ("yes", ""),
        ("list.9.id", ""),
        ("id.deeper", ""),
    ],
)
def test_fields(path, value):
    """A dotted path leads to a text or number; anything else is nothing."""
    answer = {"id": 7, "data": {"key": "SD-1"}, "list": [{"id": "a"}, {"id": "b"}], "yes": True}
    assert field_of(answer, path) == value


def test_an_answer_that_drips():
    """A receiver that sends a byte now and then is cut off as a whole."""
    end = threading.Event()

    def drips(listener):
        connection, _ = listener.accept()
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
        while not end.wait(0.05):
            with suppress(OSError):
                connection.send(b"x")
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drips, args=(listener,), daemon=True)
        thread.start()
        with pytest.raises(FeedUnavailable, match="no answer in time"):
            asyncio.run(post(Receiver(f"http://127.0.0.1:{listener.getsockname()[1]}/", 1)))
        end.set()
        thread.join(60)

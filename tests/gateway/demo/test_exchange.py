"""Requests and replies of the stand-in."""

from gateway.demo.exchange import Request, plain


def test_first_value_of_a_header() -> None:
    """A header is read by its lower-case name; an absent one is empty."""
    request = Request("GET", "h", "/", (("accept", "a"), ("accept", "b")))
    assert (request.header("accept"), request.header("cookie")) == ("a", "")


def test_plain_reply_says_its_length() -> None:
    """A whole reply carries its length and, when empty, no part."""
    assert dict(plain(200, "text/plain", b"abc").headers)["content-length"] == "3"
    assert tuple(plain(204, "text/plain", b"").parts) == ()


def test_bodies_are_not_shown() -> None:
    """A request's text is in no repr."""
    assert "tajné" not in repr(Request("POST", "h", "/tajné", (("x", "tajné"),), "tajné".encode(), "tajné"))

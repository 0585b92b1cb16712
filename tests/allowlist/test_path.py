"""A path has an exact and a lenient reading, or it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allowlist.path import MAX_PATH, AmbiguousPath, PathFault, read

READ = [
    ("/v1/messages", ("v1", "messages"), ("v1", "messages"), "a plain path"),
    ("/", ("",), (), "the root"),
    ("/v1/messages/", ("v1", "messages", ""), ("v1", "messages"), "a trailing slash, which many servers drop"),
    ("/V1/Messages", ("V1", "Messages"), ("v1", "messages"), "case, which some servers ignore"),
    ("/a/p%C5%99%C3%ADloha", ("a", "p%C5%99%C3%ADloha"), ("a", "příloha"), "encoded UTF-8"),
    ("/a/b%20c", ("a", "b%20c"), ("a", "b c"), "an encoded blank inside"),
    ("/a/b%5Bc%5D", ("a", "b%5Bc%5D"), ("a", "b[c]"), "encoded brackets"),
    ("/a/b[c]|d", ("a", "b[c]|d"), ("a", "b[c]|d"), "brackets and bars, which browsers send raw"),
    ("/v1/models/ft:gpt:x@1", ("v1", "models", "ft:gpt:x@1"), ("v1", "models", "ft:gpt:x@1"), "colon and at, which need no encoding"),
    ("/a/x%3Ay", ("a", "x%3Ay"), ("a", "x:y"), "an encoded colon, which a server may decode"),
    ("/.well-known/x", (".well-known", "x"), (".well-known", "x"), "a dot in front is a name"),
    ("/a/b.c.js", ("a", "b.c.js"), ("a", "b.c.js"), "dots inside a name"),
    ("/v1/me%C5%BF%C5%BFages", ("v1", "me%C5%BF%C5%BFages"), ("v1", "messages"), "the long s, which folds to s"),
    ("/v1/%EF%BC%ADessages", ("v1", "%EF%BC%ADessages"), ("v1", "messages"), "a full-width M"),
    ("/v1/%F0%9D%90%8Cessages", ("v1", "%F0%9D%90%8Cessages"), ("v1", "messages"), "a mathematical M, a capital only after NFKC"),
]

REFUSED = [
    ("", PathFault.NOT_ABSOLUTE, "nothing"),
    ("*", PathFault.NOT_ABSOLUTE, "the asterisk of OPTIONS"),
    ("v1/messages", PathFault.NOT_ABSOLUTE, "a relative path"),
    ("http://api.openai.com/v1", PathFault.NOT_ABSOLUTE, "the absolute form"),
    ("\\v1\\messages", PathFault.NOT_ABSOLUTE, "a backslash in front"),
    ("//v1/messages", PathFault.EMPTY_SEGMENT, "two slashes in front, which some read as a host"),
    ("/v1//messages", PathFault.EMPTY_SEGMENT, "two slashes, which some servers merge"),
    ("/v1/messages//", PathFault.EMPTY_SEGMENT, "two slashes behind"),
    ("/v1/./messages", PathFault.DOT_SEGMENT, "a dot segment"),
    ("/v1/../v1/messages", PathFault.DOT_SEGMENT, "two dots"),
    ("/v1/messages/..", PathFault.DOT_SEGMENT, "two dots behind"),
    ("/v1/messages/.", PathFault.DOT_SEGMENT, "a dot behind"),
    ("/v1/messages.", PathFault.DOT_SEGMENT, "a dot at the end of a name, which some servers drop"),
    ("/v1/.../messages", PathFault.DOT_SEGMENT, "three dots"),
    ("/v1/%E2%80%A5/messages", PathFault.DOT_SEGMENT, "a two-dot leader, which NFKC takes apart"),
    ("/v1/messages%20", PathFault.DOT_SEGMENT, "a blank at the end of a name, which some servers drop"),
    ("/v1/%2e%2e/messages", PathFault.ENCODED, "encoded dots"),
    ("/v1/.%2E/messages", PathFault.ENCODED, "one encoded dot, in capitals"),
    ("/v1%2fmessages", PathFault.ENCODED, "an encoded slash"),
    ("/v1%2Fmessages", PathFault.ENCODED, "an encoded slash in capitals"),
    ("/v1%5cmessages", PathFault.ENCODED, "an encoded backslash"),
    ("/v1/%6dessages", PathFault.ENCODED, "an encoded letter"),
    ("/v1/message%73", PathFault.ENCODED, "an encoded letter at the end"),
    ("/v%31/messages", PathFault.ENCODED, "an encoded digit"),
    ("/v1/a%2Db", PathFault.ENCODED, "an encoded hyphen"),
    ("/v1/a%7Eb", PathFault.ENCODED, "an encoded tilde"),
    ("/v1/%256dessages", PathFault.ENCODED, "an encoded percent sign, for servers that decode twice"),
    ("/v1/messages%3fx", PathFault.ENCODED, "an encoded question mark"),
    ("/v1/messages%23x", PathFault.ENCODED, "an encoded number sign"),
    ("/v1/messages%3bx", PathFault.ENCODED, "an encoded semicolon"),
    ("/v1/messages%00", PathFault.ENCODED, "an encoded zero byte"),
    ("/v1/messages%0a", PathFault.ENCODED, "an encoded line feed"),
    ("/v1/messages%7f", PathFault.ENCODED, "an encoded delete"),
    ("/v1%c0%afmessages", PathFault.ENCODED, "an overlong slash"),
    ("/v1%e0%80%afmessages", PathFault.ENCODED, "an overlong slash of three bytes"),
    ("/v1/%ff", PathFault.ENCODED, "a byte that is not UTF-8"),
    ("/v1%EF%BC%8Fmessages", PathFault.ENCODED, "a full-width slash, which NFKC makes a slash"),
    ("/v1%EF%BC%BCmessages", PathFault.ENCODED, "a full-width backslash"),
    ("/v1/%E2%84%80", PathFault.ENCODED, "a sign that NFKC takes apart with a slash (a/c)"),
    ("/v1/messages;x=1", PathFault.CHARACTER, "a path parameter"),
    ("/v1/..;/messages", PathFault.CHARACTER, "a path parameter at dots"),
    ("/v1\\messages", PathFault.CHARACTER, "a backslash"),
    ("/v1/messages?x", PathFault.CHARACTER, "a query: the caller has cut it off"),
    ("/v1/messages#x", PathFault.CHARACTER, "a fragment"),
    ("/v1/mess ages", PathFault.CHARACTER, "a blank"),
    ("/v1/messages\t", PathFault.CHARACTER, "a tab"),
    ("/v1/messages\n", PathFault.CHARACTER, "a line feed at the end"),
    ("/v1/messages\x00", PathFault.CHARACTER, "a zero byte"),
    ("/v1/%", PathFault.CHARACTER, "a percent sign alone"),
    ("/v1/%4", PathFault.CHARACTER, "half an encoding"),
    ("/v1/%zz", PathFault.CHARACTER, "no hexadecimal digits"),
    ("/v1/%u006d", PathFault.CHARACTER, "the encoding of old Windows servers"),
    ("/v1/<x>", PathFault.CHARACTER, "angle brackets"),
    ("/v1/messagés", PathFault.CHARACTER, "raw letters beyond ASCII"),
    ("/" + "a" * MAX_PATH, PathFault.TOO_LONG, "a very long path"),
]


@pytest.mark.parametrize(("path", "exact", "lenient", "why"), READ, ids=[row[3] for row in READ])
def test_readings(path: str, exact: tuple[str, ...], lenient: tuple[str, ...], why: str) -> None:
    """The exact reading keeps the path as sent; the lenient one is what the most forgiving server could make of it."""
    reading = read(path)
    assert (reading.exact, reading.lenient) == (exact, lenient), why


@pytest.mark.parametrize(("path", "fault", "why"), REFUSED, ids=[row[2] for row in REFUSED])
def test_refused(path: str, fault: PathFault, why: str) -> None:
    """A path whose cut depends on the server has no reading, and the error does not repeat it."""
    with pytest.raises(AmbiguousPath) as caught:
        read(path)
    assert caught.value.fault is fault, why
    assert str(caught.value) == fault.value


@settings(deadline=None)
@given(st.text(alphabet="aZ9/.%2fF5cé;\\ ~", max_size=16).map(lambda text: f"/{text}"))
def test_a_reading_never_hides_a_cut(path: str) -> None:
    """Whatever is read has no empty, dot or slash-bearing segment, decoded once or twice."""
    try:
        reading = read(path)
    except AmbiguousPath:
        return
    assert "/".join(("", *reading.exact)) == path
    assert len(reading.exact) - len(reading.lenient) == (reading.exact[-1] == "")
    for segment in reading.lenient:
        assert segment not in {"", ".", ".."}
        assert not set(segment) & set("/\\%;?#")


def test_a_reading_shows_nothing() -> None:
    """A path may hold a person's name, so its repr is empty."""
    assert "novak" not in repr(read("/a/novak"))

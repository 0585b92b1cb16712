"""What holds for the examples of every wire format: real shapes, changed as clients and attackers change them."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.extract.api import Body, SocketMessage
from gateway.extract.examples.registry import examples
from gateway.extract.place import KEY
from gateway.extract.registry import formats, sockets
from gateway.model import Extracted, OpaqueBody

TEXT = 'v-\u017d\u00e1d\u00e1 pan\u00ed "z Brna"\\n \U0001f642'
CASES = [(name, at) for name, made in examples().items() for at in range(len(made(TEXT)))]
IDS = [f"{name}-{at}" for name, at in CASES]
WIRE = [(name, at) for name, at in CASES if name in formats()]
CALM = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
KINDS = [
    "application/json",
    "text/plain",
    "multipart/form-data; boundary=b",
    "application/x-www-form-urlencoded",
    "",
    "image/png",
    "text/event-stream",
]


def read(name: str, content: bytes, content_type: str, is_text: bool = True) -> Extracted | None:
    """As the pipeline reads: None is opaque, and anything else that is raised is a fault of ours."""
    try:
        if name in sockets():
            return sockets()[name].segments(SocketMessage(content, is_text))
        return formats()[name].segments(Body(content, content_type, "/a/b"))
    except OpaqueBody:
        return None


def rebuilt(name: str, content: bytes, content_type: str, is_text: bool, changes: dict) -> bytes:  # type: ignore[type-arg]
    if name in sockets():
        return sockets()[name].rebuild(SocketMessage(content, is_text), changes).content
    return formats()[name].rebuild(Body(content, content_type, "/a/b"), changes)


@pytest.mark.parametrize(("name", "at"), CASES, ids=IDS)
def test_nothing_changes_by_itself(name: str, at: int) -> None:
    """Extracted and rebuilt unchanged, an example is byte for byte what it was."""
    one = examples()[name](TEXT)[at]
    found = read(name, one.content, one.content_type, one.is_text)
    if found is None:
        assert one.opaque
        return
    assert rebuilt(name, one.content, one.content_type, one.is_text, {}) == one.content
    assert len({segment.place for segment in found.segments}) == len(found.segments)


@pytest.mark.parametrize(("name", "at"), CASES, ids=IDS)
def test_everything_planted_can_be_changed(name: str, at: int) -> None:
    """With every planted leaf changed nothing planted is left in the texts, and nothing else has changed."""
    one = examples()[name](TEXT)[at]
    found = read(name, one.content, one.content_type, one.is_text)
    places = [segment.place for segment in found.segments if segment.text == TEXT and segment.place[-1] != KEY] if found else []
    if not found or not places:
        return  # it stands in a file, in a key, or in a name that is spelt in another way
    after = read(
        name, rebuilt(name, one.content, one.content_type, one.is_text, dict.fromkeys(places, "[X]")), one.content_type, one.is_text
    )
    assert after is not None
    left = {segment.place: segment.text for segment in after.segments}
    assert [left[segment.place] for segment in found.segments if segment.place in places] == ["[X]"] * len(places)
    assert all(
        left[segment.place] == segment.text for segment in found.segments if segment.place not in places and TEXT not in segment.text
    )


@pytest.mark.parametrize(("name", "at"), CASES, ids=IDS)
def test_unknown_fields_survive(name: str, at: int) -> None:
    """Unknown fields, a key twice, numbers longer than a double, odd escapes and spaces: all are seen, and go back as they came."""
    one = examples()[name](TEXT)[at]
    if not one.content.startswith(b"{"):
        return
    odd = b'{"v_new" : {"a": 123456789012345678901234567890.50, "b": "v-\\u0041\\/"}, "v_new":"v-again",\n\t' + one.content[1:]
    found = read(name, odd, one.content_type, one.is_text)
    if found is None:
        assert one.opaque
        return
    texts = [segment.text for segment in found.segments]
    assert {"v-A/", "v-again"} <= set(texts)
    assert any(text.startswith("123456789012345678901234567890") for text in texts)
    assert rebuilt(name, odd, one.content_type, one.is_text, {}) == odd


@pytest.mark.parametrize(("name", "at"), CASES, ids=IDS)
@given(data=st.data())
@CALM
def test_broken(name: str, at: int, data: st.DataObject) -> None:
    """Cut short, with bytes turned, put in or left out, or called something else: read or opaque, and unchanged in either case."""
    one = examples()[name](TEXT)[at]
    content = bytearray(one.content)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, max(0, len(content) - 1)))
        what = data.draw(st.sampled_from(["cut", "turn", "put", "leave"]))
        match what:
            case "cut":
                del content[place:]
            case "turn" if content:
                content[place] = data.draw(st.integers(0, 255))
            case "put":
                content[place:place] = data.draw(
                    st.sampled_from([b'"', b"{", b"}", b"]", b"\\", b"\x00", b"\xff", b"\r\n", b"--", b"%", b"\x1e"])
                )
            case _:
                del content[place : place + data.draw(st.integers(1, 40))]
    content_type = one.content_type if one.content_type == "" else data.draw(st.sampled_from([one.content_type, one.content_type, *KINDS]))
    if name in sockets() and one.is_text:
        content = bytearray(content.decode("utf-8", "replace").encode())
    found = read(name, bytes(content), content_type, one.is_text)
    if found is not None:
        assert rebuilt(name, bytes(content), content_type, one.is_text, {}) == bytes(content)
        assert all(0 <= part < len(found.segments) for join in found.joins for part in join.parts)


@pytest.mark.parametrize("name", sorted(formats()))
def test_nested(name: str) -> None:
    """A hundred levels around an example are read or opaque."""
    for one in examples()[name](TEXT):
        if one.content_type == "application/json":
            read(name, json.dumps({"a": 1})[:-1].encode() + b', "b": ' + b"[" * 100 + one.content + b"]" * 100 + b"}", one.content_type)

"""OpenAI's uploads, by their heads and bodies. The wire is tested in tests/gateway/proxy/test_uploads.py."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.extract.api import Body
from gateway.extract.uploads import openai_uploads
from gateway.extract.uploads.api import FRESH, Ahead, Drop, Fault, Finish, Held, Incoming, Part, WrongParts
from gateway.extract.uploads.openai_uploads import PROTOCOL
from support.wire import head, opaque

KEY = ("Authorization", "Bearer sk-1")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/v1/uploads/upload_1/parts", Part),
        ("/openai/v1/uploads/upload_1/parts", Part),
        ("/v1/uploads/upload_1/complete", Finish),
        ("/v1/uploads/upload_1/cancel", Drop),
        ("/v1/uploads", None),
        ("/v1/uploads/upload_1", None),
        ("/v1/uploads/upload_1/parts/x", None),
        ("/v1/uploads//parts", None),
    ],
)
def test_step(path: str, kind: type | None) -> None:
    """A request is what its path says."""
    step = PROTOCOL.step(head(KEY, path=path))
    assert (type(step) if step else None) is kind
    assert PROTOCOL.step(head(KEY, path=path, method="GET")) is None


def test_an_upload_is_its_keys() -> None:
    """Parts and end meet under one id and key only; each part is a new one."""
    part, end = (PROTOCOL.step(head(KEY, path=f"/v1/uploads/u1/{what}")) for what in ("parts", "complete"))
    assert isinstance(part, Part)
    assert isinstance(end, Finish)
    assert part.name == FRESH
    assert part.upload == end.upload
    for other in (
        head(path="/v1/uploads/u1/complete"),
        head(("api-key", "x"), path="/v1/uploads/u1/complete"),
        head(KEY, path="/v1/uploads/u2/complete"),
    ):
        assert PROTOCOL.step(other) != end


def form(*parts: tuple[str, bytes]) -> Body:
    made = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"; filename="f"\r\n\r\n%s\r\n' % (name.encode(), content)
        for name, content in parts
    )
    return Body(made + b"--b--\r\n", "multipart/form-data; boundary=b")


def test_content() -> None:
    """The bytes of ``data``, as they are; any other form is opaque."""
    data = bytes(range(256)) + b"\r\n"
    assert PROTOCOL.content(form(("data", data))) == data
    assert opaque(PROTOCOL.content, form(("data", b"x"), ("data", b"y"))) == "unknown_shape"
    assert opaque(PROTOCOL.content, form(("file", b"x"))) == "unknown_shape"
    assert opaque(PROTOCOL.content, Body(b"x", "application/octet-stream")) is not None


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["part_b", "part_a"], ("b", "a")),
        (["part_a"], ("a",)),  # a part that is not named is left out, as the API does
        ([], ()),
        (["part_c"], None),
        (["part_a", "part_a"], None),
        (["a"], None),
        ("part_a", None),
        (None, None),
        ([{"id": "part_a"}], None),
    ],
    ids=str,
)
def test_order(ids: Any, expected: tuple[str, ...] | None) -> None:
    """The file is made of the parts that the end names, in that order."""
    body = Body(json.dumps({"part_ids": ids}).encode())
    if expected is None:
        with pytest.raises(WrongParts):
            PROTOCOL.order(body, ["a", "b"])
    else:
        assert PROTOCOL.order(body, ["a", "b"]) == expected


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000], ids=["empty", "list", "broken", "bytes", "deep"])
def test_an_end_that_cannot_be_read(content: bytes) -> None:
    """It is not taken."""
    with pytest.raises(WrongParts):
        PROTOCOL.order(Body(content), [])


def test_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of the size that the provider takes, with the end's credentials; then the end with the provider's ids and all else it said."""
    monkeypatch.setattr(openai_uploads, "PART_BYTES", 4)
    end = head(KEY, ("OpenAI-Project", "p"), ("Cookie", "c"), ("x-other", "o"), path="/v1/uploads/u1/complete", query="api-version=1")
    release = PROTOCOL.release(end, Body(b'{"part_ids":["part_a"],"md5":"x"}'), b"0123456789", ("a",))
    assert isinstance(release, Ahead)
    assert [(one.method, one.target) for one in release.requests] == [("POST", "/v1/uploads/u1/parts?api-version=1")] * 3
    assert {name for name, _ in release.requests[0].headers} == {"Authorization", "OpenAI-Project", "content-type"}
    contents = [PROTOCOL.content(Body(one.body, dict(one.headers)["content-type"])) for one in release.requests]
    assert contents == [b"0123", b"4567", b"89"]
    answers = [Incoming(200, {}, json.dumps({"id": f"part_{number}"}).encode()) for number in range(3)]
    assert json.loads(release.finish(answers)) == {"part_ids": ["part_0", "part_1", "part_2"], "md5": "x"}
    for wrong in (answers[:2], [*answers[:2], Incoming(500, {}, answers[0].body)], [*answers[:2], Incoming(200, {}, b"{}")]):
        with pytest.raises(WrongParts):
            release.finish(wrong)


def test_answers() -> None:
    """A held part has an id of ours; faults come in OpenAI's envelope and are not tried again."""
    held = json.loads(PROTOCOL.held(head(path="/v1/uploads/upload_9/parts"), Held(1), "ab").body)
    assert (held["id"], held["object"], held["upload_id"]) == ("part_ab", "upload.part", "upload_9")
    for fault in Fault:
        answer = PROTOCOL.fault(fault, Held(0))
        assert answer.status == (404 if fault is Fault.GONE else 400)
        assert dict(answer.headers)["x-should-retry"] == "false"
        assert json.loads(answer.body)["error"]["type"] == "invalid_request_error"

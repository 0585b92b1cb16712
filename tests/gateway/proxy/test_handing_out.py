"""Addresses that a tool hands out: who got one may go there with what is clean, and nobody anywhere else on that host."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from mitmproxy import http

from gateway.model import Conversation
from gateway.proxy.handing_out import Reading, after, readable
from support.handing_out import LIMITS, OWN, PUT, STORE, TARGET, hands_out, put, register
from support.people import Office, basic, user
from support.proxy import VALUE, Running
from support.upload_provider import UploadProvider
from support.uploads import CLEAN, CUT, DIRTY, uploading


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Running, UploadProvider]]:
    with uploading(tmp_path, limits=LIMITS) as both:
        yield both


def refused(call: Callable[[], object]) -> bool:
    """Whether the CONNECT itself was refused."""
    try:
        call()
    except OSError as error:
        return "403" in str(error)
    return False


@pytest.mark.parametrize("host", [STORE, OWN])
def test_clean(running: tuple[Running, UploadProvider], host: str) -> None:
    """The page learns the address and puts a clean file there, whose signature nobody takes for a secret."""
    gateway, provider = running
    provider.special = hands_out(f"https://{host}{TARGET}")
    assert register(gateway)["upload_url"] == f"https://{host}{TARGET}"
    assert put(gateway, CLEAN, host)[0] == 201
    assert list(provider.files.values()) == [CLEAN]
    assert put(gateway, CLEAN, host)[0] == 201, "a page may try again"
    assert not gateway.recorder.events


def test_planted(running: tuple[Running, UploadProvider]) -> None:
    """What is found there stops the file; the event names the tool and the catalogue's pattern, and the page may read the answer."""
    gateway, provider = running
    provider.special = hands_out(f"https://{STORE}{TARGET}")
    register(gateway)
    status, body, headers = put(gateway, DIRTY)
    assert status == 403
    assert headers["access-control-allow-origin"] == "https://chatgpt.com"
    assert VALUE not in body.decode()
    assert not provider.files
    assert [(event.type.value, event.tool, event.host, event.operation) for event in gateway.recorder.events] == [
        ("upload.blocked", "chatgpt", "*.blob.core.windows.net", "file.put")
    ]


def test_behind_one_address_of_the_network(tmp_path: Path) -> None:
    """An address is its own person's, not of everybody who sits behind the same address of the network."""
    office = Office(tmp_path, {"order": ["local"]})
    for name in ("jana.novakova", "petr.svoboda"):
        office.store.put_user(user(name))
    jana, petr = basic("jana.novakova"), basic("petr.svoboda")
    with uploading(tmp_path, limits=LIMITS, people=office) as (gateway, provider):
        provider.special = hands_out(f"https://{STORE}{TARGET}")
        made = {"file_name": "zápis.txt", "file_size": len(CLEAN), "use_case": "my_files"}
        assert gateway.send(made, host="chatgpt.com", path="/backend-api/files", connect=jana)[0] == 200

        def put_by(connect: dict[str, str]) -> int:
            return gateway.send(CLEAN, host=STORE, path=TARGET, method="PUT", headers=PUT, connect=connect)[0]

        assert refused(lambda: put_by(petr))
        assert put_by(jana) == 201


def test_nowhere_else(running: tuple[Running, UploadProvider]) -> None:
    """Without an address a cloud's storage is not reached; with one, that one address and the page's own question about it."""
    gateway, provider = running
    assert refused(lambda: put(gateway, CLEAN))
    provider.special = hands_out(f"https://{STORE}{TARGET}")
    register(gateway)
    assert refused(lambda: put(gateway, CLEAN, host="other.blob.core.windows.net"))
    assert put(gateway, CLEAN, target=TARGET.replace("raw", "row"))[0] == 403
    assert put(gateway, CLEAN, target=TARGET.replace("sp=w", "sp=r"))[0] == 403
    assert put(gateway, CLEAN, target=TARGET + "&x=1")[0] == 403
    assert put(gateway, CLEAN, method="POST")[0] == 403
    assert gateway.send(None, host=STORE, path=TARGET, method="GET")[0] == 403
    assert gateway.send(None, host=STORE, path="/", method="GET")[0] == 403
    assert not provider.files
    question = {"origin": "https://chatgpt.com", "access-control-request-method": "PUT"}
    assert gateway.send(None, host=STORE, path=TARGET, method="OPTIONS", headers=question)[0] == 200


@pytest.mark.parametrize(
    "address",
    [
        f"https://evil.example{TARGET}",  # no host of the vendor's
        f"http://{STORE}{TARGET}",
        f"https://{STORE}:8443{TARGET}",
        f"https://user@{STORE}{TARGET}",
        f"https://blob.core.windows.net{TARGET}",
        "no address",
        "",
    ],
)
def test_other_addresses(running: tuple[Running, UploadProvider], address: str) -> None:
    """An address that is not of the sort the catalogue knows opens nothing."""
    gateway, provider = running
    provider.special = hands_out(address)
    register(gateway)
    assert refused(lambda: put(gateway, CLEAN))
    assert refused(lambda: put(gateway, CLEAN, host="evil.example"))


def test_only_that_operation(running: tuple[Running, UploadProvider]) -> None:
    """An address in another answer of the tool opens nothing."""
    gateway, provider = running
    answer = json.dumps({"upload_url": f"https://{STORE}{TARGET}"}).encode()
    provider.special = lambda got: (200, {"content-type": "application/json"}, answer)
    assert gateway.send(None, host="chatgpt.com", path="/backend-api/models", method="GET")[0] == 200
    assert refused(lambda: put(gateway, CLEAN))


@pytest.mark.parametrize("kind", [{"content-type": "text/plain"}, {"content-type": "application/json", "content-encoding": "gzip"}])
def test_unreadable_answers(running: tuple[Running, UploadProvider], kind: dict[str, str]) -> None:
    """An answer that is no JSON in clear passes on and opens nothing."""
    gateway, provider = running
    answer = json.dumps({"upload_url": f"https://{STORE}{TARGET}"}).encode()
    provider.special = lambda got: (200, kind, answer) if got.host == "chatgpt.com" else None
    assert gateway.send({"file_name": "a"}, host="chatgpt.com", path="/backend-api/files")[1] == answer
    assert provider.requests[0].headers["accept-encoding"] == "identity"
    assert refused(lambda: put(gateway, CLEAN))


def test_expired(tmp_path: Path) -> None:
    """An address opens nothing after its time."""
    with uploading(tmp_path, limits=replace(LIMITS, ticket_seconds=-1)) as (gateway, provider):
        provider.special = hands_out(f"https://{STORE}{TARGET}")
        register(gateway)
        assert refused(lambda: put(gateway, CLEAN))


def test_too_many(tmp_path: Path) -> None:
    """A person holds so many addresses at most."""
    with uploading(tmp_path, limits=replace(LIMITS, tickets_per_person=1)) as (gateway, provider):
        provider.special = hands_out(f"https://{STORE}{TARGET}", f"https://{OWN}{TARGET}")
        register(gateway)
        register(gateway)
        assert put(gateway, CLEAN)[0] == 201
        assert put(gateway, DIRTY, host=OWN)[0] == 403, "the vendor's own host is read without a ticket as well"


def test_not_tunnelled(tmp_path: Path) -> None:
    """An office that lets other hosts through reads what goes to a handed-out address all the same."""
    with uploading(tmp_path, limits=LIMITS, outside="tunnel") as (gateway, provider):
        provider.special = hands_out(f"https://{STORE}{TARGET}")
        register(gateway)
        assert put(gateway, DIRTY)[0] == 403
        assert not provider.files


def test_blocks(running: tuple[Running, UploadProvider]) -> None:
    """A file in blocks: nothing arrives before the list of blocks, then the whole in one piece."""
    gateway, provider = running
    provider.special = hands_out(f"https://{STORE}{TARGET}", f"https://{STORE}{TARGET}")
    register(gateway)
    for name, piece in (("QUE=", CLEAN[:200]), ("QkI=", CLEAN[200:])):
        status, _, headers = put(gateway, piece, target=f"{TARGET}&comp=block&blockid={name.replace('=', '%3D')}")
        assert (status, headers["access-control-allow-origin"]) == (201, "https://chatgpt.com")
    assert not any(one.host == STORE for one in provider.requests)
    listed = b'<?xml version="1.0" encoding="utf-8"?><BlockList><Latest>QUE=</Latest><Latest>QkI=</Latest></BlockList>'
    assert put(gateway, listed, target=TARGET + "&comp=blocklist")[0] == 201
    assert list(provider.files.values()) == [CLEAN]


def test_planted_blocks(running: tuple[Running, UploadProvider]) -> None:
    """A value over the border of two blocks, in the order that the list gives, stops the whole."""
    gateway, provider = running
    provider.special = hands_out(f"https://{STORE}{TARGET}")
    register(gateway)
    for name, piece in (("QkI", DIRTY[CUT:]), ("QUE", DIRTY[:CUT])):
        assert put(gateway, piece, target=f"{TARGET}&comp=block&blockid={name}")[0] == 201
    listed = b"<BlockList><Uncommitted>QUE</Uncommitted><Latest>QkI</Latest></BlockList>"
    assert put(gateway, listed, target=TARGET + "&comp=blocklist")[0] == 403
    assert not provider.files
    assert not any(one.host == STORE for one in provider.requests)


@pytest.mark.parametrize(
    ("added", "body"),
    [
        ("&comp=blocklist", b"<BlockList><Latest>eHg</Latest></BlockList>"),
        ("&comp=appendblock", b"abc"),
        ("&comp=page", b"abc"),
        ("&comp=block", b"abc"),
        ("&comp=block&blockid=QUE&blockid=QkI", b"abc"),
    ],
)
def test_other_blocks(running: tuple[Running, UploadProvider], added: str, body: bytes) -> None:
    """A list of blocks that nobody sent, and pieces of other kinds, are refused."""
    gateway, provider = running
    provider.special = hands_out(f"https://{STORE}{TARGET}")
    register(gateway)
    assert put(gateway, body, target=TARGET + added)[0] in {400, 403, 404}
    assert not any(one.host == STORE for one in provider.requests)


def answer(**headers: str) -> http.Response:
    return http.Response.make(200, b"", {key.replace("_", "-"): value for key, value in headers.items()})


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (answer(content_type="application/json; charset=utf-8"), True),
        (answer(content_type="application/problem+json"), True),
        (answer(content_type="text/event-stream"), False),
        (answer(content_type="application/json", content_encoding="br"), False),
        (answer(content_type=";;;"), False),
        (answer(), False),
        (http.Response.make(403, b"", {"content-type": "application/json"}), False),
    ],
)
def test_readable(response: http.Response, expected: bool) -> None:
    """JSON in clear with a good status."""
    assert readable(response) is expected


def test_reading_changes_nothing() -> None:
    """The client gets every byte, however the answer is cut and however long it is, and never an empty piece."""
    for size in (0, 10, 3 * 1024 * 1024):
        data, reading = b"x" * size, Reading(lambda _: None)
        got = [piece for at in range(0, size, 65536) for piece in reading(data[at : at + 65536])]
        got += reading(b"")
        assert b"".join(got) == data
        assert b"" not in got  # in chunks an empty piece would end the answer


def test_the_conversation_is_known(running: tuple[Running, UploadProvider], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the request for the address told its conversation, the file's event names it, by its key."""
    gateway, provider = running
    provider.special = hands_out(f"https://{STORE}{TARGET}")
    key = "0123456789abcdef" * 2
    monkeypatch.setattr(
        type(gateway.customs.formats["page_upload"]),
        "conversation",
        lambda _, body: Conversation(key if b"file_name" in body.content else None),
    )
    register(gateway)
    assert put(gateway, DIRTY)[0] == 403
    assert [event.conversation for event in gateway.recorder.events] == [key]


BUCKET = "ppl-ai-file-upload.s3.amazonaws.com"
SIGNED = f"podpis {VALUE}"
"""Stands for a key that looks like a finding."""


def form(**fields: str) -> bytes:
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    return "".join(parts).encode()


def post(gateway: Running, content: bytes, **fields: str) -> int:
    end = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
        + content
        + b"\r\n--b--\r\n"
    )
    headers = {"content-type": "multipart/form-data; boundary=b", "origin": "https://www.perplexity.ai"}
    return gateway.send(form(**fields) + end, host=BUCKET, path="/", headers=headers)[0]


def test_a_form_that_repeats_what_the_tool_said(running: tuple[Running, UploadProvider]) -> None:
    """Keys and signatures that the tool itself handed out are no finding in the form, whole and there only; all else is scanned."""
    gateway, provider = running
    answer = {
        "s3_bucket_url": f"https://{BUCKET}/",
        "fields": {"key": "web/1/a.txt", "AWSAccessKeyId": SIGNED, "acl": "private"},
        "note": f"jinde {VALUE}",
    }
    provider.special = lambda got: (
        (200, {"content-type": "application/json"}, json.dumps(answer).encode()) if "create_upload_url" in got.path else None
    )
    made = {"filename": "a.txt", "content_type": "text/plain", "file_size": 5}
    assert post(gateway, CLEAN, AWSAccessKeyId=SIGNED) == 403, "before the tool said so"
    assert gateway.send(made, host="www.perplexity.ai", path="/rest/uploads/create_upload_url")[0] == 200
    assert post(gateway, CLEAN, key="web/1/a.txt", AWSAccessKeyId=SIGNED) == 200
    assert len(provider.files) == 1
    provider.files.clear()
    assert post(gateway, DIRTY, key="web/1/a.txt", AWSAccessKeyId=SIGNED) == 403
    assert post(gateway, CLEAN, AWSAccessKeyId=SIGNED + " a dalsi") == 403
    assert post(gateway, CLEAN, note=f"jinde {VALUE}") == 403, "said elsewhere in the answer"
    assert not provider.files


@pytest.mark.parametrize("cuts", [(), (1,), (3, 7), (0, 2)])
def test_an_answer_is_read_as_it_was_restored(cuts: tuple[int, ...]) -> None:
    """What went out with tokens is known by its id as well: the second reader has all that the first one lets go, its end included."""
    seen: list[bytes] = []
    held: list[bytes] = []

    def restoring(data: bytes) -> list[bytes]:
        held.append(data.upper())
        if data:
            return [held.pop(0)] if len(held) > 1 else []
        return [b"".join(held)]

    both = after(restoring, Reading(seen.append))
    assert not isinstance(both, bool)
    pieces = [b'{"id": "file-9"}'[start:stop] for start, stop in pairwise((0, *cuts, 16))]
    got = [piece for data in (*(one for one in pieces if one), b"") for piece in both(data)]
    assert b"".join(got) == b'{"ID": "FILE-9"}'
    assert seen == [b'{"ID": "FILE-9"}']
    assert b"" not in got


def test_one_reader_alone() -> None:
    """Most answers have one, or none."""
    reading = Reading(lambda _: None)
    assert after(None, reading) is reading
    assert after(None, True) is True
    assert after(reading, True) is reading

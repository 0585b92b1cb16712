"""The table says what is, operation by operation."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from allowlist.answers import Approved, Role
from allowlist.entry import Entry
from allowlist.loader import packaged
from allowlist.match import match
from allowlist.register import Register
from gateway import coverage
from gateway.coverage import Aids, Sight
from gateway.extract.documents.reader import Reader
from gateway.extract.documents.registry import documents
from gateway.extract.examples.shapes import picture
from gateway.extract.registry import formats
from gateway.model import File, OpaqueBody
from support.compound import compound

ROWS = coverage.rows(packaged())


def row(tool: str, operation: str) -> coverage.Row:
    return next(one for one in ROWS if (one.tool, one.operation) == (tool, operation))


def test_nothing_passes_unseen() -> None:
    """A carrier that a format lets through without showing its text is a leak."""
    assert [(one.tool, one.operation, one.carriers) for one in ROWS if one.sight is Sight.UNSEEN] == []


@pytest.mark.parametrize(
    ("tool", "operation", "sight", "why"),
    [
        ("openai", "chat.completions", Sight.PARTLY, "pictures are read only where letters are recognised"),
        ("openai", "embeddings", Sight.PARTLY, "token ids say nothing"),
        ("chatgpt", "conversation", Sight.SCANNED, "every carrier is text"),
        ("chatgpt", "socket", Sight.REFUSED, "no format, so nobody reads it"),
        ("chatgpt", "sign_in", Sight.UNREAD, "passwords are nobody's business"),
        ("chatgpt", "measurements", Sight.ANSWERED, "telemetry stays here"),
        ("chatgpt", "memory.delete", Sight.ADDRESS, "no body"),
        ("openai", "uploads.parts", Sight.SCANNED, "held until whole"),
        ("openai", "audio.transcriptions", Sight.PARTLY, "a recording is opaque"),
        ("microsoft-copilot", "chat", Sight.PARTLY, "a WebSocket; sound is opaque"),
        ("chatgpt", "file.put", Sight.PARTLY, "on another host, by an address that was handed out"),
        ("chatgpt", "(anything else)", Sight.REFUSED, "unknown means no"),
        ("chatgpt", "(other pages)", Sight.ADDRESS, "a GET without a body"),
    ],
)
def test_rows(tool: str, operation: str, sight: Sight, why: str) -> None:
    """What becomes of an operation follows from its role and its format."""
    assert row(tool, operation).sight is sight, why


def test_reasons() -> None:
    """An opaque carrier says why."""
    assert {one.name: one.reason for one in row("openai", "embeddings").carriers if one.sight is Sight.OPAQUE} == {"token ids": "tokens"}


def test_every_operation_stands_there() -> None:
    """Every operation of every service that is not forbidden, once; a prompt or upload without a format is refused."""
    found = [(one.tool, one.operation) for one in ROWS]
    assert len(set(found)) == len(found)
    for service in packaged().services.values():
        for operation in service.operations:
            assert ((service.id, operation.name) in found) is not bool(service.bans)
    assert {one.sight for one in ROWS if one.role in {"prompt", "upload"} and not one.format} == {Sight.REFUSED}
    assert all(one.carriers for one in ROWS if one.format)


def test_filled_paths_lead_to_their_operations() -> None:
    """What the table and the canary try is the operation itself, not its neighbour."""
    now = datetime(2026, 12, 1, tzinfo=UTC)
    services = [one for one in packaged().services.values() if not one.bans]
    known = Register.from_entries([Entry(one.id, "test", date(2026, 1, 1), date(2027, 12, 31)) for one in services])
    for service in services:
        hosts = {
            group.name: (group.names[0].replace("*.", "www.", 1), group.ports[0])
            for group in service.hosts
            if group.role is not Role.TELEMETRY
        }
        for operation in service.operations:
            if operation.group in hosts:
                found = match(known, *hosts[operation.group], operation.methods[0], coverage.filled(operation.path), None, now)
                assert isinstance(found, Approved)
                assert found.operation == operation.name


def test_fitting() -> None:
    """An example that suits some operations only is tried at those."""
    assert "question being typed" in [one.carrier for one in coverage.fitting("chatgpt_web", "/backend-api/f/conversation/prepare", "x")]
    assert "question being typed" not in [one.carrier for one in coverage.fitting("chatgpt_web", "/backend-api/f/conversation", "x")]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 200, "media"),
        (compound({"WordDocument": b"\xec\xa5\xc1\x00" * 200}), "ole"),
        (picture("text"), "image"),
    ],
)
def test_types_that_are_not_read(content: bytes, kind: str) -> None:
    """What the table calls opaque, the readers do not read; what it says of pictures holds without recognition."""
    told = {one.name: one for one in coverage.types(Aids(letters=False, speech=False))}
    assert documents()[kind].recognises(content)
    with pytest.raises(OpaqueBody):
        Reader(documents(), None).read(File(("a",), content))
    assert told[kind].sight is Sight.OPAQUE


def test_types() -> None:
    """Every type is told, and which are not read is no longer than it must be."""
    assert {one.name for one in coverage.types(Aids(letters=True, speech=True))} == set(documents())
    assert set(documents()) >= coverage.READ_BY_NOBODY | coverage.PICTURES | coverage.SOUND
    assert formats()


AIDED: list[tuple[str, str, str, Aids | None, Sight]] = [
    ("a picture anywhere", "chat.completions", "picture", None, Sight.PARTLY),
    ("without letters", "chat.completions", "picture", Aids(letters=False, speech=True), Sight.OPAQUE),
    ("with letters", "chat.completions", "picture", Aids(letters=True, speech=False), Sight.SCANNED),
    ("a recording anywhere", "audio.transcriptions", "recording", None, Sight.PARTLY),
    ("without a transcriber", "audio.transcriptions", "recording", Aids(letters=True, speech=False), Sight.OPAQUE),
    ("with one", "audio.transcriptions", "recording", Aids(letters=False, speech=True), Sight.SCANNED),
    ("sound that flows is nobody's", "realtime", "sound", Aids(letters=True, speech=True), Sight.OPAQUE),
]


@pytest.mark.parametrize(("why", "operation", "carrier", "aids", "sight"), AIDED, ids=[line[0] for line in AIDED])
def test_what_a_node_has(why: str, operation: str, carrier: str, aids: Aids | None, sight: Sight) -> None:
    """Pictures and recordings are told as they are on the node; the table of every node says that it depends."""
    found = next(one for one in coverage.rows(packaged(), aids) if (one.tool, one.operation) == ("openai", operation))
    told = next(one for one in found.carriers if one.name == carrier)
    assert (told.sight, bool(told.reason)) == (sight, sight is not Sight.SCANNED), why


def test_media_with_a_transcriber() -> None:
    """Recordings are read then, films are not."""
    told = {one.name: one.sight for one in coverage.types(Aids(letters=True, speech=True))}
    assert (told["media"], told["image"], told["pdf"], told["ole"]) == (Sight.PARTLY, Sight.SCANNED, Sight.SCANNED, Sight.OPAQUE)

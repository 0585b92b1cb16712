"""Members of a ZIP archive."""

from __future__ import annotations

import io
import zipfile

import pytest

from gateway.extract.documents.members import Members, is_inside, is_zip, names
from gateway.model import OpaqueBody


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.mkdir("folder")
        made.writestr("folder/a", "x" * 100)
    return out.getvalue()


def test_a_mapping_of_files() -> None:
    """Folders are no files."""
    members = Members(archive())
    assert list(members) == ["folder/a"]
    assert members["folder/a"] == b"x" * 100
    assert len(members) == 1


def test_an_archive_is_seen_wherever_it_begins() -> None:
    """At the beginning, or behind something."""
    assert is_zip(archive())
    assert is_zip(b"before" + archive())
    assert not is_zip(b"PK and some text")
    assert names(b"PK\x03\x04 broken") == frozenset()


def test_sizes_are_not_believed() -> None:
    """A member that unpacks to more than it says is broken."""
    content = bytearray(archive())
    at = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[at + 24 : at + 28] = (5).to_bytes(4, "little")
    with pytest.raises(OpaqueBody):
        Members(bytes(content))["folder/a"]


@pytest.mark.parametrize(
    ("content", "files", "expected", "why"),
    [
        (b"msg" + archive() + b"end", [b"x", archive()], True, "an attachment in one piece, and something behind it"),
        (b"msg" + archive() + b"end", [b"x"], False, "nobody has read it"),
        (b"msg" + archive(), [archive()[:-1]], False, "not the whole of it"),
        (b"msg" + archive() + b"end" + archive(), [archive() + b"end"], False, "another one stands behind it"),
        (archive(), [archive()], False, "an archive of its own"),
        (archive()[3:], [archive()], False, "it begins before the file does"),
        (b"msg", [archive()], False, "no archive at all"),
    ],
)
def test_an_archive_inside_another_file(content: bytes, files: list[bytes], expected: bool, why: str) -> None:
    """Only what was read as an attachment, byte for byte where the archive is found, need not be read again."""
    assert is_inside(content, files) is expected, why

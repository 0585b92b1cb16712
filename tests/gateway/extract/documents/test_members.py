"""Members of a ZIP archive."""

from __future__ import annotations

import io
import zipfile

import pytest

from gateway.extract.documents.members import Members, is_zip, names
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

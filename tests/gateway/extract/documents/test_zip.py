"""ZIP archives."""

from __future__ import annotations

import io
import zipfile

import pytest

from support.documents import places, reason, text


def archive(files: dict[str, bytes], comment: bytes = b"", packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        for name, data in files.items():
            made.writestr(name, data)
        made.comment = comment
    return out.getvalue()


def nested(depth: int, content: bytes) -> bytes:
    for _ in range(depth):
        content = archive({"a": content})
    return content


def test_files_and_names() -> None:
    """Each file as what it is; names and comments are texts."""
    content = archive({"složka/JMENO.txt": b"OBSAH", "b.csv": b"a;b\nc;d\n", "c.zip": archive({"d": b"HLUBOKO"})}, b"POZNAMKA")
    found = text(content)
    assert all(value in found for value in ("JMENO", "OBSAH", "HLUBOKO", "POZNAMKA", "složka"))
    assert places(content, "HLUBOKO") == {(("attachment", 3), ("attachment", 1), ("line", 1))}


def test_something_before_the_archive_is_read() -> None:
    """A text that an archive hangs on."""
    assert "PREDTIM" in text(b"PREDTIM\n" + archive({"a": b"x"}))


def locked() -> bytes:
    content = bytearray(archive({"a": b"x" * 99}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def bomb() -> bytes:
    return archive({"a": bytes(30_000_000)})


def overlap() -> bytes:
    """Two entries of the directory that point to one member (as D. Fifield's bombs do)."""
    content = archive({"a": b"x" * 1000, "b": b"y" * 1000})
    first, second = content.index(b"PK\x01\x02"), content.rindex(b"PK\x01\x02")
    changed = bytearray(content)
    changed[second + 42 : second + 46] = changed[first + 42 : first + 46]
    changed[second + 46 : second + 47] = b"a"
    return bytes(changed)


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a", "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a", "y")
    return out.getvalue()


def hidden() -> bytes:
    """A member that the directory does not list."""
    content = archive({"a": b"x"}, packing=0)
    extra = b"PK\x03\x04" + bytes(26) + b"b" * 40
    start = content.index(b"PK\x01\x02")
    end = bytearray(content[start:])
    at = end.index(b"PK\x05\x06")
    end[at + 16 : at + 20] = (start + len(extra)).to_bytes(4, "little")
    return content[:start] + extra + bytes(end)


BAD = [
    (locked(), "encrypted", "a password"),
    (bomb(), "document_limit", "a bomb"),
    (nested(12, b"x"), "document_limit", "archives in archives without end"),
    (overlap(), "broken_document", "members that share bytes"),
    (twice(), "broken_document", "a name twice"),
    (hidden(), "broken_document", "a member that is not listed"),
    (archive({"a": b"x"}) + b"za koncem", "broken_document", "something behind it"),
    (archive({"a": b"x" * 9999})[:-40], "broken_document", "cut"),
    (archive({str(number): b"" for number in range(2100)}), "document_limit", "too many files"),
    (archive({"a.exe": b"MZ\x90\x00\x03\x00\x00\x00"}), "unknown_document", "a program in it"),
]


@pytest.mark.parametrize(("content", "expected", "why"), BAD, ids=[row[2] for row in BAD])
def test_what_cannot_be_read_is_opaque(content: bytes, expected: str, why: str) -> None:
    """With its reason."""
    assert reason(content) == expected, why

"""The members of a ZIP archive, bounded: what archives, Office and OpenDocument files are made of.

Sizes are counted while unpacking, never believed. Overlapping members (a bomb that needs no nesting), a name twice (readers take one or
the other) and members that the directory does not list make the file unreadable as a whole.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping

from gateway.extract.documents.allowance import BYTES, FILES
from gateway.model import OpaqueBody, OpaqueReason

RATIO = 200
"""How many times a member may grow. Office's XML grows 10 to 40 times; deflate cannot more than 1032."""
RATIO_FROM = 1024 * 1024
"""Bytes from which the ratio counts: a short text of one letter is no bomb."""
PIECE = 256 * 1024
HEAD = 64
"""Bytes by which a member is told to be XML."""

_LOCAL = b"PK\x03\x04"
_LOCAL_HEAD = 30
_END = b"PK\x05\x06"
_END_HEAD = 22
_DESCRIPTOR = 24
"""Bytes of a data descriptor, which may follow a member."""
_ENCRYPTED = 0x1


def is_zip(content: bytes) -> bool:
    """Whether a reader of archives would find one here: at the beginning, or behind something else."""
    return content.startswith(_LOCAL) or (b"PK\x05\x06" in content[-66_000:] and zipfile.is_zipfile(io.BytesIO(content)))


KINDS = frozenset({"docx", "xlsx", "pptx", "odf", "zip"})
"""Types of documents that are archives."""


def is_inside(content: bytes, files: Iterable[bytes]) -> bool:
    """Whether the archive that a reader of archives would find here is one of these files, whole and in one piece: an attachment near the
    end of a message or of a tape archive. Whoever reads the attachment has then read all that there is of it.
    """
    if content.startswith(_LOCAL):
        return False
    end = content.rfind(_END)
    for file in files:
        at = file.rfind(_END)
        begin = end - at
        whole = file.startswith(_LOCAL) and 0 <= at <= len(file) - _END_HEAD
        if whole and begin >= 0 and content[begin : begin + len(file)] == file:
            return True
    return False


def names(content: bytes) -> frozenset[str]:
    """The names in the archive's directory; none when it is damaged."""
    if not is_zip(content):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return frozenset()


class Members(Mapping[str, bytes]):
    """The files of an archive by name, unpacked one at a time. Folders are left out.

    Raises OpaqueBody: BROKEN_DOCUMENT, ENCRYPTED, DOCUMENT_LIMIT, UNKNOWN_DOCUMENT (a packing method that is not known).
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
        listed = self._archive.infolist()
        if len(listed) > FILES:
            raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
        self._infos = {info.filename: info for info in listed if not info.is_dir()}
        self.before = content[: _extent(content, listed, self._archive.start_dir)]
        """What stands before the archive: another file, maybe."""
        if len({info.filename for info in listed}) != len(listed) or _trails(content, self._archive):
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
        if any(info.is_dir() and info.file_size for info in listed):
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
        if any(info.flag_bits & _ENCRYPTED for info in listed):
            raise OpaqueBody(OpaqueReason.ENCRYPTED)
        self._left = BYTES
        self.comments = [
            comment.decode("utf-8", "replace") for comment in (self._archive.comment, *(one.comment for one in listed)) if comment
        ]
        """Of the archive and its members: texts that nobody looks at."""

    def __getitem__(self, name: str) -> bytes:
        info = self._infos[name]
        most = min(self._left, max(RATIO_FROM, info.compress_size * RATIO))
        buffer = io.BytesIO()
        try:
            with self._archive.open(info) as member:
                while piece := member.read(PIECE):
                    buffer.write(piece)
                    if buffer.tell() > most:
                        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
        except NotImplementedError:
            raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT) from None
        except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError):
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
        self._left -= buffer.tell()
        return buffer.getvalue()

    def begins(self, name: str) -> bytes:
        """The first bytes of a member, by which to tell what it is."""
        try:
            with self._archive.open(self._infos[name]) as member:
                return member.read(HEAD)
        except NotImplementedError:
            raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT) from None
        except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError):
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)


def _extent(content: bytes, listed: list[zipfile.ZipInfo], directory: int) -> int:
    """Where the first member begins. Raises OpaqueBody(BROKEN_DOCUMENT) when two share bytes, or bytes between them belong to none."""
    first = end = min((info.header_offset for info in listed), default=directory)
    for info in sorted(listed, key=lambda info: info.header_offset):
        head = content[info.header_offset : info.header_offset + _LOCAL_HEAD]
        if not end <= info.header_offset <= end + _DESCRIPTOR or not head.startswith(_LOCAL) or len(head) < _LOCAL_HEAD:
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
        end = info.header_offset + _LOCAL_HEAD + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        end += info.compress_size
    if not end <= directory <= end + _DESCRIPTOR:
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
    return first


def _trails(content: bytes, archive: zipfile.ZipFile) -> bool:
    """Whether anything stands behind the archive and its comment."""
    return len(content) - content.rfind(_END) != _END_HEAD + len(archive.comment) and bool(archive.namelist())

"""One file → everything it holds: what it is by its bytes, its reader's pieces, and every file inside it in its turn.

A file that is two things at once (a PDF with an archive behind it) is read as both. What it is declared to be decides only between
texts, which all look alike: a table, a program, a letter. Whatever a library raises makes the file opaque; its message, which may repeat
the text, is dropped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol, runtime_checkable

from gateway.batch import Asked, Batch
from gateway.extract import file_name
from gateway.extract.documents import batch, blocks, members
from gateway.extract.documents.allowance import Allowance
from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.extract.documents.media import is_said_to_be
from gateway.model import Extracted, File, OpaqueBody, OpaqueReason, Segment, Where

type Recognise = Callable[[bytes], str]
"""Text recognition: a picture (PNG, PNM) → its text. Raises OpaqueBody."""


@runtime_checkable
class RecogniseMany(Protocol):
    """Text recognition that reads several pictures side by side."""

    def each(self, pictures: Iterable[bytes]) -> Iterator[str]:
        """Their texts, in order. Raises OpaqueBody."""


type Transcribe = Callable[[bytes], str]
"""Speech recognition: a file of sound → its words. Raises OpaqueBody."""

PLAIN = "text"
"""The type of what looks like no other and is a text all the same."""


class Reader:
    """Reads files of these types."""

    def __init__(self, types: Mapping[str, DocumentFormat], recognise: Recognise | None, transcribe: Transcribe | None = None) -> None:
        self._types = types
        self._recognise = recognise
        self._transcribe = transcribe

    def read(self, file: File) -> Extracted:
        """Every text in a file and in the files inside it. Raises OpaqueBody, and nothing else but MemoryError and RecursionError."""
        left, content = Allowance(), bytes(file.content)
        if file.batch is Batch.NO:
            requests = batch.Requests(Document(), Asked(), content)
        else:
            requests = _guarded(lambda: batch.read(content, file.batch))
        found = [
            *self._file(Attachment(requests.rest, file.name, file.media), (), 1, left),
            *self._document(requests.document, (), 1, left),
        ]
        return Extracted(tuple(segment._replace(place=(number,)) for number, segment in enumerate(found)), asked=requests.asked)

    def recognises(self, content: bytes) -> bool:
        """Whether the bytes are of a type that has a mark of its own: anything but a plain text."""
        return bool(self._known(content))

    def _file(self, file: Attachment, prefix: Where, depth: int, left: Allowance) -> Iterator[Segment]:
        content = _guarded(file.load)
        left.file(len(content), depth)
        if not content or (not file.certain and not self._known(content)):
            return
        attached: list[Attachment] = []
        for one in sorted(self._kinds(file, content), key=lambda one: one.name in members.KINDS):
            if attached and one.name in members.KINDS and members.is_inside(content, (_guarded(inner.load) for inner in attached)):
                continue
            document = _guarded(lambda one=one: one.read(content))  # type: ignore[misc]  # of this turn
            attached += document.attachments
            yield from self._document(document, prefix, depth, left)

    def _document(self, document: Document, prefix: Where, depth: int, left: Allowance) -> Iterator[Segment]:
        left.text(len(document.pieces), sum(len(piece.text) for piece in document.pieces))
        names = tuple(
            Piece(name, inner.where, PieceKind.NAME)
            for inner in document.attachments
            for name in (inner.name, file_name.words(inner.name))
            if name
        )
        seen = (*self._pictures(document, left), *self._recordings(document, left))
        yield from blocks.segments(replace(document, pieces=(*document.pieces, *names, *seen)), prefix)
        for inner in document.attachments:
            yield from self._file(inner, (*prefix, *inner.where), depth + 1, left)

    def _pictures(self, document: Document, left: Allowance) -> Iterator[Piece]:
        where: deque[Where] = deque()

        def drawn() -> Iterator[bytes]:
            for picture in document.pictures:
                left.picture()
                seen = _guarded(picture.render)
                if not seen:
                    continue
                if self._recognise is None:
                    raise OpaqueBody(OpaqueReason.NO_OCR)
                where.append(picture.where)
                yield seen

        for text in self._texts(drawn()):
            left.text(1, len(text))
            yield Piece(text, where.popleft(), PieceKind.PICTURE)

    def _texts(self, pictures: Iterable[bytes]) -> Iterator[str]:
        if isinstance(self._recognise, RecogniseMany):
            yield from self._recognise.each(pictures)
        else:
            for picture in pictures:
                yield self._recognise(picture) if self._recognise else ""

    def _recordings(self, document: Document, left: Allowance) -> Iterator[Piece]:
        for recording in document.recordings:
            left.picture()
            if self._transcribe is None:
                raise OpaqueBody(OpaqueReason.MEDIA)
            text = self._transcribe(recording.content)
            left.text(1, len(text))
            yield Piece(text, recording.where, PieceKind.SPOKEN)

    def _kinds(self, file: Attachment, content: bytes) -> list[DocumentFormat]:
        """The types a file is read as. Raises OpaqueBody: UNKNOWN_DOCUMENT for none, MEDIA for sound that would be read as text."""
        found = self._known(content)
        if any(not one.textual for one in found):
            return found
        if is_said_to_be(file.media, file.name):
            raise OpaqueBody(OpaqueReason.MEDIA)
        declared = self._declared(file)
        if declared is not None and declared not in found:
            found.append(declared)
        return found or [self._types[PLAIN]]

    def _known(self, content: bytes) -> list[DocumentFormat]:
        return [one for one in self._types.values() if one.recognises(content)]

    def _declared(self, file: Attachment) -> DocumentFormat | None:
        """The kind of text a file is declared to be; None when nothing says so, or it says something that is no text."""
        media = file.media.partition(";")[0].strip().lower()
        extension = file.name.rpartition(".")[2].lower() if "." in file.name else ""
        texts = [one for one in self._types.values() if one.textual]
        by_name = next((one for one in texts if extension in one.extensions), None)
        by_media = next((one for one in texts if media in one.media), None)
        if by_name is None and by_media is None and media.startswith("text/"):
            return self._types[PLAIN]
        return by_name or by_media


def _guarded[T](step: Callable[[], T]) -> T:
    try:
        return step()
    except (OpaqueBody, MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001  # libraries raise anything over a damaged file, and their messages repeat its text
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None

"""A wire format over ``multipart/form-data`` that is described rather than written out; some of its operations may also come as JSON.

Files of JSON lines (batches, training data) are read here, line by line; every other file goes to document workers, a large one too.
Where a provider may carry out a file's lines as requests, each is looked at as if it had come alone (:mod:`gateway.extract.batch_line`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from gateway.batch import Asked, Batch
from gateway.extract import asked, batch_line, multipart, pieces
from gateway.extract.answer import PassThrough, open_stream
from gateway.extract.answer_shape import AnswerShape
from gateway.extract.api import AnswerStream, Body, LeafTransform
from gateway.extract.json_api import JsonApi, Refuse
from gateway.extract.multipart import Multipart
from gateway.extract.openai_error import answer as openai_answer
from gateway.extract.pieces import Pieces
from gateway.extract.suffixes import Suffixes
from gateway.model import Answer, Conversation, Extracted, File, Join, Notice, OpaqueBody, OpaqueReason, Place, RequestHead, Segment

LINES = (".jsonl", ".ndjson")
"""Ends of the names of files that hold one JSON text per line."""
MOST_HERE = 2 * 1024 * 1024
"""Bytes of files that are read here where providers carry out lines: everybody waits meanwhile, a second for three thousand requests."""
_PURPOSE, _IS_BATCH = "purpose", "batch"
"""The field of the form, and how what it says begins: ``batch``, Together's ``batch-api``."""


class MultipartApi:
    """One described format. ``operations``: name → the end of its path. ``json`` reads the bodies that are no multipart;
    ``batches``: the provider may carry out what a file's lines ask for.
    """

    def __init__(
        self,
        name: str,
        operations: Mapping[str, str],
        *,
        json: JsonApi | None = None,
        check: Callable[[Multipart], None] = lambda _: None,
        shape: Callable[[], AnswerShape] | None = None,
        refuse: Refuse = openai_answer,
        batches: bool = False,
    ) -> None:
        self.name = name
        self._batches = batches
        self._paths = Suffixes(operations)
        self._json = json
        self._check = check
        self._shape = shape
        self._refuse = refuse

    def operation(self, head: RequestHead) -> str | None:
        """The operation whose path this is, for a POST or PUT."""
        return self._paths.find(head.path) if head.method in {"POST", "PUT"} else None

    def segments(self, body: Body) -> Extracted:
        """Every name, file name and text; the lines of files that hold JSON lines; all other files."""
        if self._json and self._is_json(body):
            return self._json.segments(body)
        read = multipart.read(body.content, body.content_type)
        self._check(read)
        found, together = read.segments()
        segments, joins, files, asks = list(found), list(together), list[File](), list[Asked]()
        batch = self._batch(read)
        here = _here(read, batch)
        for file in read.files:
            lines = here.get(file.place)
            if lines is None:
                files.append(replace(file, batch=batch))
                continue
            _add(lines, file.place, segments, joins, files)
            if batch is not Batch.NO:
                asks += (batch_line.alone(piece.text) for piece in lines.pieces)
        return Extracted(tuple(segments), tuple(joins), files=tuple(files), asked=asked.together(asks))

    def conversation(self, body: Body) -> Conversation:
        """None for a form; what the JSON tells for JSON."""
        return self._json.conversation(body) if self._json and self._is_json(body) else Conversation(None)

    def rebuild(self, body: Body, changes: Mapping[Place, str]) -> bytes:
        """The body with these texts changed and every other byte as it was; of files only lines of JSON change."""
        if self._json and self._is_json(body):
            return self._json.rebuild(body, changes)
        read = multipart.read(body.content, body.content_type)
        left, contents = dict(changes), {}
        for file, lines in _here(read, self._batch(read)).items() if changes else ():
            size = len(file)
            own = [place for place in left if place[:size] == file and place[size : size + 1] == ("lines",)]
            contents[file] = lines.rebuild({place[size:]: left.pop(place) for place in own})
        return read.rebuild(left, contents)

    def block_answer(self, notice: Notice, language: str, streaming: bool) -> Answer:  # noqa: ARG002 - an error is the same for both
        """The refusal in the tool's error envelope."""
        return self._refuse(notice, language)

    def answer_stream(self, content_type: str, transform: LeafTransform) -> AnswerStream:
        """The answer side of one response; as it is where answers hold no text."""
        return open_stream(content_type, transform, self._shape()) if self._shape else PassThrough()

    def _batch(self, read: Multipart) -> Batch:
        if not self._batches:
            return Batch.NO
        said = [part.piece.text for part in read.parts if part.name == _PURPOSE and part.piece is not None]
        return Batch.YES if any(one.strip().lower().startswith(_IS_BATCH) for one in said) else Batch.PERHAPS

    def _is_json(self, body: Body) -> bool:
        return self._json is not None and not multipart.is_multipart(body.content_type)


def _here(read: Multipart, batch: Batch) -> Mapping[Place, Pieces]:
    """The files of JSON lines that are read here, by their places; document workers read all others, and the large ones."""
    found: dict[Place, Pieces] = {}
    size = 0
    for file in read.files:
        if batch is not Batch.YES and not file.name.lower().endswith(LINES):
            continue
        size += len(file.content)
        lines = _lines(file, batch) if batch is Batch.NO or size <= MOST_HERE else None
        if lines is not None:
            found[file.place] = lines
    return found


def _lines(file: File, batch: Batch) -> Pieces | None:
    try:
        return pieces.lines(bytes(file.content))
    except OpaqueBody as opaque:
        if opaque.reason in _NOT_HERE or (opaque.reason is OpaqueReason.TOO_MANY_LEAVES and batch is not Batch.NO):
            return None
        raise


_NOT_HERE = frozenset({OpaqueReason.INVALID_JSON, OpaqueReason.UNKNOWN_SHAPE})


def _add(lines: Pieces, place: Place, segments: list[Segment], joins: list[Join], files: list[File]) -> None:
    found, together = lines.segments()
    base = len(segments)
    segments += (segment._replace(place=(*place, *segment.place)) for segment in found)
    joins += (replace(join, parts=tuple(part + base for part in join.parts)) for join in together)
    files += (replace(inner, place=(*place, *inner.place)) for inner in lines.files)

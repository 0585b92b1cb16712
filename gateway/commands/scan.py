"""``celnice scan``: personal data in texts and documents, in standard input, or line by line in JSON Lines.

Values are never printed unless ``--show`` asks for them.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from detectors.finding import Finding, NotScanned
from gateway.errors import UserError
from gateway.model import File, OpaqueBody, Segment
from gateway.progress import Bar, progress
from gateway.settings import Settings

if TYPE_CHECKING:
    from detectors.analyzer import Analyzer
    from gateway.extract.documents.reader import Reader

HELP = "find personal data in files of any kind or in standard input"

FOUND, NOT_SCANNED = 1, 2
"""Exit codes; 0 is "scanned, and nothing found". What is public is found, too, and says so."""

MAX_FILE_BYTES = 256 * 1024 * 1024
"""Four bytes for each character that the detectors take at most; a larger file could not be scanned whole anyway."""

_REASONS = {
    "unknown_document": "a file of a type that is not read",
    "broken_document": "the file is damaged",
    "charset": "its letters are in no encoding that is read",
    "encrypted": "it is behind a password",
    "document_limit": "reading it takes more than the limits allow",
    "no_ocr": "it holds a picture, and Tesseract with the languages of documents.ocr_languages is not installed",
    "media": "it holds sound or video, and documents.transcriber names no program that says what is heard",
    "many_scans": "it holds too many scanned pages",
}
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Scanned:
    """One input and what was found in it."""

    name: str
    parts: tuple[tuple[Segment, tuple[Finding, ...]], ...] = field(repr=False)
    plain: bool
    """Whether it is one text, in which offsets say where."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="texts or documents; - is standard input")
    parser.add_argument("--jsonl", action="store_true", help='read lines {"id", "text"} from standard input, write {"id", "findings"}')
    parser.add_argument("--json", action="store_true", help="write one JSON list")
    parser.add_argument("--explain", action="store_true", help="say which rule, context and check digits led to each finding")
    parser.add_argument("--show", action="store_true", help="print the found values too")
    parser.add_argument("--threshold", type=float, default=0.0, metavar="SCORE", help="leave out findings below this score (0 to 1)")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0: nothing found (with --jsonl: done). 1: something found. 2: something could not be scanned."""
    if not 0 <= arguments.threshold <= 1:
        raise UserError("--threshold must be between 0 and 1")
    if arguments.jsonl and (arguments.files not in ([], ["-"]) or arguments.json):
        raise UserError("--jsonl reads standard input and has its own output; leave out files and --json")
    if not arguments.jsonl and not arguments.files:
        raise UserError("nothing to scan; name a file, or - for standard input")
    from gateway.detection import loading  # noqa: PLC0415  takes a second, which `celnice --help` need not wait for

    analyzer = loading.load(settings).now()
    if arguments.jsonl:
        return _jsonl(analyzer, sys.stdin, sys.stdout, arguments)
    return _files(analyzer, settings, arguments)


def _described(finding: Finding, text: str, arguments: argparse.Namespace) -> dict[str, Any]:
    described: dict[str, Any] = {"type": finding.entity, "start": finding.start, "end": finding.end, "score": finding.score}
    if finding.public is not None:
        described["public"] = finding.public
    if arguments.explain:
        described |= {"rule": finding.rule, "check": finding.check, "context": finding.context}
    if arguments.show:
        described["value"] = text[finding.start : finding.end]
    return described


def _jsonl(analyzer: Analyzer, lines: Iterable[str], out: TextIO, arguments: argparse.Namespace) -> int:
    """One answer per line, in order. A text that could not be scanned has "not_scanned" in place of "findings"."""
    code = 0
    with progress(None, " texts", shown=not out.isatty()) as bar:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            identity, text = _record(line, number)
            try:
                findings = analyzer.analyze(text, score_threshold=arguments.threshold)
                answer = {"id": identity, "findings": [_described(f, text, arguments) for f in findings]}
            except NotScanned as failed:
                answer, code = {"id": identity, "not_scanned": failed.reason}, NOT_SCANNED
            out.write(json.dumps(answer) + "\n")
            out.flush()
            bar.advance(1)
    return code


def _record(line: str, number: int) -> tuple[Any, str]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise UserError(f"line {number} is not valid JSON") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str) or "id" not in record:
        raise UserError(f'line {number} must be an object with "id" and a string "text"')
    return record["id"], record["text"]


def _content(name: str) -> bytes:
    """The bytes of an input. Raises NotScanned over the limit, UserError when there is no such file."""
    try:
        if name != "-" and Path(name).stat().st_size > MAX_FILE_BYTES:
            raise NotScanned("the file is too large")
        data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UserError(f"{name}: {error.strerror}; check the path") from None
    if len(data) > MAX_FILE_BYTES:
        raise NotScanned("the input is too large")
    return data


def _plain(data: bytes) -> str | None:
    """The text of a plain text in Unicode; None for anything else."""
    encoding = next((known for mark, known in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if encoding == "utf-8-sig":
        return None if "\0" in text else text
    from gateway.extract.documents.encodings import texts  # noqa: PLC0415  as above, and few files need it

    with suppress(OpaqueBody):
        return text if texts(data) == (text,) else None  # another reader may see another text in it
    return None


def _segments(name: str, data: bytes, reader: Reader) -> tuple[tuple[Segment, ...], bool]:
    """The texts of one input, and whether it is one plain text. Raises NotScanned."""
    text = _plain(data)
    if text is not None and not reader.recognises(data):
        return (Segment((), text),), True
    try:
        return reader.read(File((), data, "", "" if name == "-" else Path(name).name)).segments, False
    except OpaqueBody as opaque:
        raise NotScanned(_REASONS.get(opaque.reason.value, opaque.reason.value)) from None
    except (MemoryError, RecursionError):
        raise NotScanned(_REASONS["document_limit"]) from None


def _scan_files(analyzer: Analyzer, reader: Reader, names: Iterable[str], threshold: float) -> Iterator[Scanned | tuple[str, str]]:
    for name in names:
        try:
            segments, plain = _segments(name, _content(name), reader)
            yield Scanned(name, tuple((one, analyzer.analyze(one.text, score_threshold=threshold)) for one in segments), plain)
        except NotScanned as failed:
            yield name, failed.reason


def _size(name: str) -> int:
    """Bytes of a file; 0 where that cannot be told."""
    try:
        return Path(name).stat().st_size if name != "-" else 0
    except OSError:
        return 0


def _files(analyzer: Analyzer, settings: Settings, arguments: argparse.Namespace) -> int:
    from gateway.documents import ocr, speech  # noqa: PLC0415
    from gateway.extract.documents.reader import Reader  # noqa: PLC0415  the libraries take a second
    from gateway.extract.documents.registry import documents  # noqa: PLC0415

    reader = Reader(
        documents(), ocr.find(settings.documents.ocr_languages, at_once=os.cpu_count() or 1), speech.configured(settings.documents)
    )
    code = 0
    answers: list[dict[str, Any]] = []
    sizes = [_size(name) for name in arguments.files]
    with progress(sum(sizes), "B") as bar:
        for result, size in zip(_scan_files(analyzer, reader, arguments.files, arguments.threshold), sizes, strict=True):
            bar.advance(size)
            if isinstance(result, tuple):
                name, reason = result
                code = NOT_SCANNED
                answers.append({"file": name, "not_scanned": reason})
                print(f"celnice scan: {name}: not scanned: {reason}", file=sys.stderr)
                continue
            if code == 0 and any(findings for _, findings in result.parts):
                code = FOUND
            answers.append({"file": result.name, "findings": list(_all_described(result, arguments))})
            if not arguments.json:
                _print(result, arguments, bar)
    if arguments.json:
        print(json.dumps(answers))
    return code


def _all_described(result: Scanned, arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The findings of one input. In a document ``where`` stands in place of offsets: it is many texts."""
    for segment, findings in result.parts:
        for finding in findings:
            described = _described(finding, segment.text, arguments)
            if not result.plain:
                del described["start"], described["end"]
                described["where"] = [list(one) for one in segment.where_at(finding.start)]
            yield described


def _print(result: Scanned, arguments: argparse.Namespace, bar: Bar) -> None:
    """``file:line:column  KIND  score`` (in a document ``file:page 3``), and what was asked for besides."""
    from detectors.recognizer import explain  # noqa: PLC0415

    for segment, findings in result.parts:
        line, line_start, at = 1, 0, 0
        for finding in findings:
            line += segment.text.count("\n", at, finding.start)
            line_start = segment.text.rfind("\n", line_start, finding.start) + 1 or line_start
            at = finding.start
            where = ", ".join(f"{kind} {number}" for kind, number in segment.where_at(at))
            place = f"{line}:{at - line_start + 1}" if result.plain else where or "document"
            parts = [f"{result.name}:{place}", finding.entity, f"{finding.score:.2f}"]
            if finding.public is not None:
                parts.append(f"public: {finding.public}")
            if arguments.explain:
                parts.append(explain(finding))
            if arguments.show:
                value = segment.text[finding.start : finding.end]
                parts.append(value if value.isprintable() else ascii(value))
            bar.line("  ".join(parts))

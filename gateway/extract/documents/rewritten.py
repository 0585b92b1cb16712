"""A document with tokens in place of values, for the types that can be put together again: texts of any kind, Word, Excel, PowerPoint,
and PDF, of which only the text is put together again (:mod:`gateway.extract.documents.rewritten_pdf`).

Values are looked for in every text of the file: over the runs of a paragraph, in what tracked changes struck out and put in, in comments,
properties, attributes and shared strings. What is changed is read again by the reader of its type and scanned before it leaves, so a value
that was not met here blocks. Anything else (pictures, archives, old Office) is not put together again: a file that merely looks like
the one that was sent would be none.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

from lxml import etree

from gateway.extract.documents import members, ooxml, rewritten_pdf
from gateway.extract.documents.members import Members
from gateway.extract.documents.xml_tree import local, parse
from gateway.model import OpaqueBody, OpaqueReason

type Changes = Sequence[tuple[str, str]]
"""Values and the tokens that take their place."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ENCODINGS = ("utf-8", "cp1250")
_PARTS = ("word/", "xl/", "ppt/")
_GONE = frozenset({"del", "moveFrom"})
_COME = frozenset({"ins", "moveTo"})
_SHEET_NAMES = frozenset({"sheet", "f", "definedName", "formula1", "formula2"})
"""Where a sheet is named: Excel allows no brackets there, and a token without them is read back all the same."""
_BRACKETS = str.maketrans("", "", "[]")
_RUNS = frozenset({"t", "delText"})


def rewritten(content: bytes, changes: Changes) -> bytes:
    """The document with every value replaced, where it stands as a word of its own. Raises OpaqueBody: UNKNOWN_DOCUMENT for a type that is
    not put together again, and what its reader raises.
    """
    change = _changer(changes)
    if any(ooxml.is_package(content, part) for part in _PARTS):
        return _package(content, change)
    if members.is_zip(content) or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
    if content.startswith(b"%PDF"):
        return rewritten_pdf.rewritten(content, change)
    return _text(content, change)


type _Change = Callable[[str], str]


def _changer(changes: Changes) -> _Change:
    """Longer values first: what stands inside another is part of it."""
    tokens = dict(changes)
    ordered = sorted((value for value in tokens if value), key=len, reverse=True)
    if not ordered:
        return lambda text: text
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(value)}(?!\w)" for value in ordered))
    return lambda text: pattern.sub(lambda match: tokens[match[0]], text)


def _text(content: bytes, change: _Change) -> bytes:
    mark, encoding = next((one for one in _MARKS if content.startswith(one[0])), (b"", ""))
    for name in (encoding,) if encoding else _ENCODINGS:
        try:
            text = content[len(mark) :].decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and mark + text.encode(name) == content:
            return mark + change(text).encode(name)
    raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)


def _package(content: bytes, change: _Change) -> bytes:
    parts = Members(content)
    if parts.before:
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in archive.infolist():  # in the order of the original, whose first member readers look at
            data = b"" if info.is_dir() else parts[info.filename]
            made.writestr(zipfile.ZipInfo(info.filename, info.date_time), _part(data, change), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _part(data: bytes, change: _Change) -> bytes:
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return data
    root = parse(data)
    before = etree.tostring(root)
    for paragraph in root.iter("{*}p", "{*}si", "{*}is"):
        _paragraph(paragraph, change)  # first: a value in one run may be half of a longer one
    for node in root.iter():
        if not isinstance(node.tag, str):
            node.text = change(node.text) if node.text else node.text
            continue
        _node(node, _named(change) if local(node) in _SHEET_NAMES else change)
    return data if etree.tostring(root) == before else etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _named(change: _Change) -> _Change:
    return lambda text: new.translate(_BRACKETS) if (new := change(text)) != text else text


def _node(node: etree._Element, change: _Change) -> None:
    for key, value in node.attrib.items():
        new = change(str(value))
        if new != value:
            node.attrib[key] = new
    if node.tail:
        node.tail = change(node.tail)
    if node.text and (new := change(node.text)) != node.text:
        node.text = new
        cell = node.getparent()
        if local(node) == "v" and cell is not None and cell.get("t", "n") == "n":
            cell.set("t", "str")  # a number of a table that is none any more


def _paragraph(paragraph: etree._Element, change: _Change) -> None:
    """Values that lie over several runs: as the text stands, as it stood before tracked changes, and with both."""
    runs = [(node, _under(node, _GONE), _under(node, _COME)) for node in paragraph.iter() if local(node) in _RUNS and _own(node, paragraph)]
    for chosen in (
        [node for node, gone, _ in runs if not gone],
        [node for node, _, come in runs if not come],
        [node for node, _, _ in runs],
    ):
        _over_runs(chosen, change)


def _over_runs(runs: list[etree._Element], change: _Change) -> None:
    whole = "".join(node.text or "" for node in runs)
    new = change(whole)
    if new == whole or len(runs) < 2:
        return
    # The beginning and the end that stayed keep their runs; what lies between goes into the run where the change begins.
    start = next((at for at, (old, now) in enumerate(zip(whole, new, strict=False)) if old != now), min(len(whole), len(new)))
    end = 0
    while end < min(len(whole), len(new)) - start and whole[-1 - end] == new[-1 - end]:
        end += 1
    put, at = new[start : len(new) - end], 0
    for node in runs:
        text = node.text or ""
        first, last = max(start - at, 0), min(max(len(whole) - end - at, 0), len(text))
        at += len(text)
        if first < last or (put and first == last == len(text) and at == start):
            node.text = text[:first] + put + text[max(first, last) :]
            put = ""
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _under(node: etree._Element, names: frozenset[str]) -> bool:
    return any(local(up) in names for up in node.iterancestors())


def _own(node: etree._Element, paragraph: etree._Element) -> bool:
    """Whether a run is the paragraph's own, not that of a paragraph inside it (a text box)."""
    return next((up for up in node.iterancestors() if local(up) in {"p", "si", "is"}), None) is paragraph

"""A new PDF with the text of an old one, tokens in place of values, page by page. Set by Typst: its fonts come with it, no file is written.

A PDF places letters, not words: a value cannot be taken out of it so that nothing shows or tells where it was. So nothing of the old file
is kept, neither its look nor its pictures, properties, outline, signatures or earlier states, and a note on top says so. Notes and form
fields stand below the text of their page. Whoever reads the file afterwards reads only what was scanned again.

Not put together again: files inside, and pages whose words are only seen (scans, drawn letters), since their text would be a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from gateway.extract.documents.api import Document, PieceKind
from gateway.extract.documents.pdf import Pdf
from gateway.model import OpaqueBody, OpaqueReason

NOTE = (
    "Celnice: toto je jen text původního souboru PDF. Místo osobních údajů jsou v něm značky; vzhled, obrázky a vlastnosti jsou vynechány.",
    "Celnice: this is only the text of the original PDF. Tokens stand in place of personal data; layout and pictures are left out.",
)
PAGE, NOTES = "strana {}", "poznámky a pole na straně {}"
CHARACTERS = 2_000_000
"""Of one file: some six hundred full pages. Setting more takes longer than a request may wait."""

_HEAD = """#set document(title: none, author: (), date: none)
#set page(paper: "a4", margin: 1.5cm, numbering: none)
#set text(size: 9pt, lang: "cs", hyphenate: false, ligatures: false)
#set par(leading: 0.55em, spacing: 0.8em, justify: false)
#set smartquote(enabled: false)
"""
_SHOWN = frozenset({PieceKind.BODY, PieceKind.HEADING, PieceKind.TABLE, PieceKind.COMMENT})


def rewritten(content: bytes, change: Callable[[str], str]) -> bytes:
    """The new file, in which ``change`` finds nothing more to change, and which is read as what was set.

    Raises OpaqueBody: UNKNOWN_DOCUMENT for what is not put together again, DOCUMENT_LIMIT, and what the reader raises.
    """
    old = Pdf().read(content)
    if old.attachments or old.recordings or any(picture.whole for picture in old.pictures):
        raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
    pages = [(heading, change(text)) for heading, text in _pages(old)]
    if not pages or sum(len(text) for _, text in pages) > CHARACTERS:
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT if pages else OpaqueReason.UNKNOWN_DOCUMENT)
    made = _set(pages)
    again = Pdf().read(made)
    said = " ".join(" ".join(piece.text for piece in again.pieces).split())
    letters = _squeezed(said)
    faithful = all(_squeezed(text) in letters for _, text in pages)  # letters that no font here has are lost
    if not faithful or change(said) != said or again.pictures:
        raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
    return made


def _squeezed(text: str) -> str:
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def _pages(old: Document) -> list[tuple[str, str]]:
    """(heading, text) of each page, and of its notes."""
    shown = [piece for piece in old.pieces if piece.kind in _SHOWN and piece.where[:1] and piece.where[0][0] == "page"]
    ordered = sorted(shown, key=lambda piece: (int(piece.where[0][1]), piece.kind is PieceKind.COMMENT))
    parts = groupby(ordered, key=lambda piece: (piece.where[0][1], piece.kind is PieceKind.COMMENT))
    return [((NOTES if notes else PAGE).format(page), "\n".join(one.text for one in pieces)) for (page, notes), pieces in parts]


def _set(pages: list[tuple[str, str]]) -> bytes:
    """The source holds texts as string literals, in which Typst knows no commands but its escapes."""
    import typst  # noqa: PLC0415  # of this act alone; readers do without

    parts = [_HEAD, *(f"#par(text(fill: luma(90), {_string(line)}))" for line in NOTE)]
    for heading, text in pages:
        parts.append(f"#par(text(fill: luma(90), {_string(f'[{heading}]')}))")
        parts += (f"#par({_string(line)})" for line in text.split("\n") if line.strip())
    try:
        return typst.compile("\n".join(parts).encode("utf-8"))
    except (RuntimeError, UnicodeEncodeError):
        raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT) from None  # its message may quote the text


def _string(text: str) -> str:
    """A string literal of Typst; control characters are no text."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'

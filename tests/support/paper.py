"""What a written paper says, read from its rendered pages."""

from __future__ import annotations

import pypdfium2


def text_of(data: bytes) -> str:
    """The text of a PDF's pages, in one line."""
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data))

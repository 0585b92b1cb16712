"""Text recognition in pictures: the program, and the data of every language that is set. Without them every picture is stopped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around
from gateway.documents import ocr


def run(around: Around) -> Iterator[Result]:
    """Program and languages."""
    languages = around.settings.documents.ocr_languages
    if not languages:
        yield warning(
            "text recognition is switched off: every picture is stopped", "set documents.ocr_languages, or leave it so, knowingly"
        )
        return
    packages = " ".join(f"tesseract-ocr-{language.replace('_', '-')}" for language in languages)
    if shutil.which("tesseract") is None:
        yield fault("Tesseract is not installed: every picture is stopped", f"apt install tesseract-ocr {packages}, and restart")
    elif ocr.find(languages) is None:
        missing = [language for language in languages if ocr.find((language,)) is None]
        named = " ".join(f"tesseract-ocr-{language.replace('_', '-')}" for language in missing)
        yield fault(f"Tesseract lacks {', '.join(missing)}: every picture is stopped", f"apt install {named}, and restart")
    else:
        yield ok(f"Tesseract reads {', '.join(languages)}")


CHECK = Check("ocr", 100, run)

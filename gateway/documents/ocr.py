"""Text recognition by the system's own Tesseract, found at start. It is a program of its own, with the limits of the process that asks."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from gateway.lifeline import die_with_parent
from gateway.model import OpaqueBody, OpaqueReason

LIST_SECONDS = 10.0
"""For naming its languages at start."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """A Tesseract that has every language asked for. Call it with a picture (PNG, PNM); text comes back."""

    program: str
    languages: tuple[str, ...]
    turns: bool = False
    """Whether it can tell how a page is turned (its data ``osd`` are there)."""

    def __call__(self, picture: bytes) -> str:
        """The text of one picture. Raises OpaqueBody(DOCUMENT_LIMIT) when the program ends without an answer."""
        command = [self.program, "stdin", "stdout", "-l", "+".join(self.languages), "--psm", "1" if self.turns else "3"]
        parent = os.getpid()
        done = subprocess.run(  # noqa: S603  # found at start, and no argument comes from a document
            command,
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8", **_data_folder()},
            preexec_fn=lambda: die_with_parent(parent),
            check=False,
        )
        if done.returncode:
            raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
        return done.stdout.decode("utf-8", "replace")


def find(languages: Sequence[str]) -> Tesseract | None:
    """The installed Tesseract, or None when it or the data of one of the languages are missing: then every picture is opaque."""
    program = shutil.which("tesseract")
    if program is None or not languages:
        return None
    try:
        listed = subprocess.run(  # noqa: S603
            [program, "--list-langs"], capture_output=True, timeout=LIST_SECONDS, check=True, text=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return None
    known = {line.strip() for line in listed.stdout.splitlines()[1:]}
    return Tesseract(program, tuple(languages), "osd" in known) if known.issuperset(languages) else None


def _data_folder() -> dict[str, str]:
    return {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}

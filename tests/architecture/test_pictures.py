"""The pictures of the documentation."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "images" / "console"
LARGEST = 120_000
"""Bytes: the page of pictures has to open on a slow line."""


def test_every_picture_is_there_and_shown() -> None:
    """docs/console.md names each file of its folder and no other; all are small PNGs."""
    named = set(re.findall(r"\(images/console/([a-z-]+\.png)\)", (ROOT / "docs" / "console.md").read_text(encoding="utf-8")))
    there = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    assert named == set(there)
    assert not [name for name, content in there.items() if len(content) > LARGEST or not content.startswith(b"\x89PNG")]

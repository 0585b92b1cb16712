"""Persons and words of a text as the name rules see them."""

from __future__ import annotations

from detectors.names import model, pipeline
from detectors.names.text import Text


def words(text: str) -> Text:
    return Text(text, model.load().table)


def persons(text: str) -> list[str]:
    return [text[a:b] for a, b, _ in sorted(pipeline.names_in(text))]

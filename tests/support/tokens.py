"""Tokens of a text as the name rules see them."""

from __future__ import annotations

from detectors.names import lexicon
from detectors.names.component import LinearTokenizer
from detectors.names.pipeline import load
from detectors.names.tokens import Tokens


def tokens(text: str) -> Tokens:
    doc = LinearTokenizer(load().vocab)(text)
    return Tokens(text, [t.idx for t in doc], [t.idx + len(t.text) for t in doc], lexicon.load())

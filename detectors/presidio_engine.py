"""Presidio's ``AnalyzerEngine`` over the Czech recognizers, for code that wants Presidio's own interface.

The engine adds nothing that the recognizers need: they normalise, look for context and resolve check digits themselves. So its NLP
engine only tokenises, and its context enhancer (superlinear in the text) leaves results as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from presidio_analyzer import AnalyzerEngine, ContextAwareEnhancer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from detectors.names import pipeline
from detectors.recognizer import CzechRecognizer
from detectors.text.characters import REPLACEMENT

LANGUAGE = "cs"
_SURROGATE = re.compile("[\ud800-\udfff]")  # spaCy keeps UTF-8, which has no lone surrogates


class CzechNlpEngine(NlpEngine):
    """``spacy.blank("cs")``'s tokens, and nothing else."""

    def load(self) -> None:
        """Loads the pipeline."""
        pipeline.load()

    def is_loaded(self) -> bool:
        """Always: :meth:`process_text` loads what it needs."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Tokens of the text; entities come from the recognizers."""
        encodable = text if text.isascii() else _SURROGATE.sub(REPLACEMENT, text)
        doc = pipeline.load().make_doc(encodable)
        return NlpArtifacts([], doc, [token.idx for token in doc], [], self, language)

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,  # noqa: ARG002
        n_process: int = 1,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """One after another."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:  # noqa: ARG002
        """No list is kept: nobody reads keywords."""
        return False

    def is_punct(self, word: str, language: str) -> bool:  # noqa: ARG002
        """Whether no letter or digit is in it."""
        return not any(c.isalnum() for c in word)

    def get_supported_entities(self) -> list[str]:
        """None of its own."""
        return []

    def get_supported_languages(self) -> list[str]:
        """Czech."""
        return [LANGUAGE]


class NoEnhancer(ContextAwareEnhancer):
    """Leaves results as they are."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,  # noqa: ARG002  Presidio's signature
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,  # noqa: ARG002
        recognizers: Any,  # noqa: ARG002
        context: list[str] | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        """The same results."""
        return raw_results


def build(recognizers: Iterable[CzechRecognizer]) -> AnalyzerEngine:
    """The engine. It does not resolve conflicts between kinds; :class:`detectors.analyzer.Analyzer` does."""
    kept = RecognizerRegistry(recognizers=list(recognizers), supported_languages=[LANGUAGE])
    return AnalyzerEngine(registry=kept, nlp_engine=CzechNlpEngine(), supported_languages=[LANGUAGE], context_aware_enhancer=NoEnhancer())

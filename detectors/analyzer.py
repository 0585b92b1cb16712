"""The whole of detection in one object: text in, findings out.

The recognizers share one view of the text and are called directly; Presidio's engine is there for who wants it
(:meth:`Analyzer.presidio_engine`), with the same recognizers.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from detectors import registry
from detectors.conflicts import resolve
from detectors.finding import Finding, NotScanned
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

MAX_FINDINGS = 1_000_000
"""More findings than any text of a person's; past it the memory for them is what would run out."""


class Analyzer:
    """Made once per process by :meth:`load`. Not for two threads at once (spaCy's memory belongs to the pipeline)."""

    def __init__(self, recognizers: tuple[CzechRecognizer, ...]) -> None:
        self.recognizers = recognizers

    @classmethod
    def load(cls, entities: Collection[str] | None = None) -> Analyzer:
        """Every recognizer, ready; with ``entities`` only those of these kinds, which is how a process goes without the name lists."""
        classes = registry.recognizer_classes()
        unknown = set(entities or ()) - {c.ENTITY for c in classes}
        if unknown:
            raise registry.BrokenRecognizer(f"no recognizer finds {', '.join(sorted(unknown))}")
        return cls(tuple(c() for c in classes if entities is None or c.ENTITY in entities))

    @property
    def entities(self) -> tuple[str, ...]:
        """The kinds this analyzer finds, in order."""
        return tuple(dict.fromkeys(r.ENTITY for r in self.recognizers))

    def analyze(self, text: str, entities: Collection[str] | None = None, score_threshold: float = 0.0) -> tuple[Finding, ...]:
        """The findings, sorted by start, never overlapping. The text is seen whole.

        Raises :class:`NotScanned` when a recognizer fails or does more than linear work: never a partial answer.
        """
        try:
            view = View(text)
        except NotScanned:
            raise
        except Exception:  # noqa: BLE001  fail closed: whatever it was, the text was not scanned
            raise NotScanned("normalisation") from None
        found: list[Finding] = []
        for recognizer in self.recognizers:
            if entities is not None and recognizer.ENTITY not in entities:
                continue
            try:
                found.extend(recognizer.find(view))
            except NotScanned:
                raise
            except Exception:  # noqa: BLE001  the exception may hold a piece of the text, so it is neither kept nor chained
                raise NotScanned(recognizer.key) from None
            if len(found) > MAX_FINDINGS:
                raise NotScanned("findings")
        resolved = resolve(found, text)
        return tuple(f for f in resolved if f.score >= score_threshold) if score_threshold > 0 else resolved

    def presidio_engine(self) -> AnalyzerEngine:
        """Presidio's engine over the same recognizers, language "cs", without any model to download."""
        from detectors.presidio_engine import build  # noqa: PLC0415  only who asks for the engine pays for it

        return build(self.recognizers)

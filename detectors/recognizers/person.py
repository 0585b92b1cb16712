"""Names of persons in Czech text: the spaCy pipeline of :mod:`detectors.names` behind a recognizer.

Titles and forms of address stand outside the span. Without evidence around it a lone name scores low.
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.finding import Finding
from detectors.names import pipeline
from detectors.names.things import LONE, is_thing
from detectors.names.vocabulary import is_vocabulary
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

SCORES = {
    "title": 0.95,
    "signature": 0.9,
    "address": 0.9,
    "tail": 0.9,
    "field": 0.85,
    "role": 0.85,
    "full": 0.85,
    "initial": 0.75,
    "lower": 0.7,
    "again": 0.8,
    "given": 0.6,
    "surname": 0.65,
    "lone": 0.5,
}
"""By rule (:mod:`detectors.names.tagger`)."""
WITH_CONTEXT = frozenset({"title", "signature", "address", "tail", "field", "role"})


class PersonRecognizer(CzechRecognizer):
    """``PERSON``."""

    ENTITY = "PERSON"

    def load(self) -> None:
        """Loads the model and the pipeline, so that the first text does not wait for them."""
        pipeline.load()

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        for start, end, rule in pipeline.names_in(view.text):
            view.step(self.key)
            if rule not in WITH_CONTEXT and is_vocabulary(view.text[start:end]):
                continue
            if rule in LONE and is_thing(view, start, end):
                continue
            yield view.finding(self.ENTITY, start, end, SCORES[rule], f"{self.key}.{rule}", context=rule in WITH_CONTEXT)

"""Recognizers of the second stage: what they find depends on what the others found.

:class:`~detectors.analyzer.Analyzer` calls :meth:`ContextualRecognizer.find_after` once the findings of the first stage stand, each with
its reason where it is public. Called alone, as Presidio may, such a recognizer sees only the roles that the text itself names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from presidio_analyzer import RecognizerResult

from detectors.finding import Finding
from detectors.lexicon import anchors, book
from detectors.lexicon.anchors import Closeness, Surroundings
from detectors.lexicon.book import Hit
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

SCORES: Final[Mapping[str, Mapping[Closeness, float]]] = {
    "strong": {
        Closeness.PERSON_HERE: 0.9, Closeness.CONTACT_HERE: 0.75, Closeness.PERSON_NEAR: 0.75,
        Closeness.ROLE_HERE: 0.65, Closeness.CONTACT_NEAR: 0.6, Closeness.ROLE_NEAR: 0.5,
    },
    "weak": {
        Closeness.PERSON_HERE: 0.6, Closeness.CONTACT_HERE: 0.5, Closeness.PERSON_NEAR: 0.4,
        Closeness.ROLE_HERE: 0.4, Closeness.CONTACT_NEAR: 0.3, Closeness.ROLE_NEAR: 0.3,
    },
}  # fmt: skip
"""By the section of the term and how close its person stands. Under 0.5 a finding is reported and nothing more."""


class ContextualRecognizer(CzechRecognizer):
    """A recognizer that reads the findings of others."""

    AFTER: ClassVar[frozenset[str]] = anchors.ENTITIES
    """The kinds it needs to see."""

    def find_after(self, view: View, findings: Sequence[Finding]) -> Iterator[Finding]:
        """Findings in one text, given those of the first stage."""
        raise NotImplementedError

    def find(self, view: View) -> Iterator[Finding]:
        """With nobody else's findings."""
        return self.find_after(view, ())

    def enhance_using_context(
        self,
        text: str,
        raw_recognizer_results: list[RecognizerResult],
        other_raw_recognizer_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,  # noqa: ARG002  Presidio's signature
        context: list[str] | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        """Where Presidio's engine shows a recognizer the others' results."""
        others = [Finding(r.entity_type, r.start, r.end, r.score, "presidio") for r in other_raw_recognizer_results]
        if not others:
            return raw_recognizer_results
        return [self.result(finding) for finding in self.find_after(View(text), others)]


class TopicRecognizer(ContextualRecognizer):
    """A special category: a topic's term beside a person. Without a person the same words are nobody's data."""

    CATEGORY: ClassVar[str]
    """The lexicon file."""
    OFFICE: ClassVar[bool] = False
    """Whether the topic belongs to a public office, so that a listed official's is public too."""

    def hits(self, view: View) -> Sequence[Hit]:
        """The topic's terms in the text."""
        return book.topics().hits(view).get(self.CATEGORY, ())

    def spans(self, view: View, hit: Hit) -> Sequence[tuple[int, int]]:  # noqa: ARG002  for those that look further
        """What a hit says of its person: the term, and a value beside it. None when it says nothing."""
        return ((hit.start, hit.end),)

    def find_after(self, view: View, findings: Sequence[Finding]) -> Iterator[Finding]:
        """Findings in one text."""
        hits = self.hits(view)
        if not hits:
            return
        surroundings = view.memo(f"surroundings:{bool(findings)}", lambda v: Surroundings(v, findings))
        for hit in hits:
            anchor = surroundings.anchor(hit, office=self.OFFICE)
            if anchor is not None:
                score = SCORES["weak" if hit.section == "weak" else "strong"][anchor.closeness]
                rule = f"{self.key}.{hit.section}_{anchor.closeness.value}"
                for start, end in self.spans(view, hit):
                    yield replace(view.finding(self.ENTITY, start, end, score, rule, context=True), public=anchor.public)

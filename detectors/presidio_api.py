"""Presidio's ``POST /analyze``, as a pure function: what its ``AnalyzerRequest`` takes, what its server answers.

Shapes after presidio-analyzer 2.2 (``analyzer_request.py``, ``app.py``). Where the two differ: any language is analysed as Czech;
recognizers and regular expressions sent by a client are refused, because they would run in our process; Presidio's server answers a
bad request with 500, this one raises :class:`BadRequest`, for 400. Whoever serves it answers ``NotScanned`` with an error, never
with an empty list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from detectors.analyzer import Analyzer
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.characters import fold

CONTEXT_FACTOR = 0.35
CONTEXT_MINIMUM = 0.4
"""What a context word sent with the request is worth, and the least score after it: Presidio's own defaults."""


class BadRequest(Exception):
    """A request that cannot be served. The message names the field, never what it holds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A checked request."""

    texts: tuple[str, ...] = field(repr=False)
    batch: bool
    entities: frozenset[str] | None
    threshold: float
    explained: bool
    context: tuple[str, ...] = field(default=(), repr=False)
    allowed: frozenset[str] = field(default=frozenset(), repr=False)


def _strings(payload: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = payload.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadRequest(f"{name} must be a list of strings")
    return tuple(value)


def _threshold(payload: Mapping[str, Any]) -> float:
    value = payload.get("score_threshold")
    if value is None:
        return 0.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadRequest("score_threshold must be a number from 0 to 1")
    return float(value)


def read_request(payload: Mapping[str, Any]) -> Asked:
    """The payload, checked. Raises :class:`BadRequest`."""
    if not isinstance(payload, Mapping):
        raise BadRequest("the request must be a JSON object")
    text = payload.get("text")
    if not text:
        raise BadRequest("No text provided")
    if not isinstance(text, str) and not (isinstance(text, list) and all(isinstance(item, str) for item in text)):
        raise BadRequest("text must be a string or a list of strings")
    language = payload.get("language")
    if not language:
        raise BadRequest("No language provided")
    if not isinstance(language, str):
        raise BadRequest("language must be a string")
    if payload.get("ad_hoc_recognizers"):
        raise BadRequest("ad_hoc_recognizers are not accepted: recognizers of a client are not run here")
    match = payload.get("allow_list_match") or "exact"
    allowed = _strings(payload, "allow_list")
    if match == "regex" and allowed:
        raise BadRequest("allow_list_match 'regex' is not accepted: use 'exact'")
    if match not in ("exact", "regex"):
        raise BadRequest("allow_list_match must be 'exact'")
    entities = _strings(payload, "entities")
    return Asked(
        texts=(text,) if isinstance(text, str) else tuple(text),
        batch=not isinstance(text, str),
        entities=frozenset(entities) if entities else None,
        threshold=_threshold(payload),
        explained=bool(payload.get("return_decision_process")),
        context=tuple(fold(word) for word in _strings(payload, "context")),
        allowed=frozenset(allowed),
    )


def _by_key(analyzer: Analyzer) -> dict[str, CzechRecognizer]:
    return {recognizer.key: recognizer for recognizer in analyzer.recognizers}


def _raised(finding: Finding, recognizer: CzechRecognizer, context: tuple[str, ...]) -> float:
    """The score with the request's own context words."""
    if finding.context or recognizer.nearby is None or not any(recognizer.nearby.matches(word) for word in context):
        return finding.score
    return min(max(finding.score + CONTEXT_FACTOR, CONTEXT_MINIMUM), 1.0)


def _item(finding: Finding, recognizer: CzechRecognizer, asked: Asked) -> dict[str, Any]:
    score = _raised(finding, recognizer, asked.context)
    explanation: dict[str, Any] | None = None
    if asked.explained:
        explained = recognizer.result(finding).analysis_explanation
        if score != finding.score:
            explained.set_improved_score(score)
        explanation = dict(explained.to_dict())
    return {
        "entity_type": finding.entity,
        "start": finding.start,
        "end": finding.end,
        "score": score,
        "analysis_explanation": explanation,
        "recognition_metadata": {"recognizer_name": recognizer.name, "recognizer_identifier": recognizer.key},
    }


def _answer(analyzer: Analyzer, recognizers: Mapping[str, CzechRecognizer], text: str, asked: Asked) -> list[dict[str, Any]]:
    findings = (f for f in analyzer.analyze(text, asked.entities) if text[f.start : f.end] not in asked.allowed)
    items = (_item(f, recognizers[f.rule.partition(".")[0]], asked) for f in findings)
    return [item for item in items if item["score"] >= asked.threshold]


def analyze_request(analyzer: Analyzer, payload: Mapping[str, Any]) -> list[dict[str, Any]] | list[list[dict[str, Any]]]:
    """Presidio's answer: a list of findings, or for a list of texts a list of such lists.

    Raises :class:`BadRequest`, and :class:`~detectors.finding.NotScanned` when a text could not be scanned.
    """
    asked = read_request(payload)
    if asked.entities is not None and not asked.entities & set(analyzer.entities):
        raise BadRequest("No matching recognizers were found to serve the request.")
    recognizers = _by_key(analyzer)
    answers = [_answer(analyzer, recognizers, text, asked) for text in asked.texts]
    return answers if asked.batch else answers[0]


def recognizers(analyzer: Analyzer) -> list[str]:
    """What ``GET /recognizers`` answers: the recognizers' names."""
    return [recognizer.name for recognizer in analyzer.recognizers]


def supported_entities(analyzer: Analyzer) -> list[str]:
    """What ``GET /supportedentities`` answers: the kinds that can be found."""
    return list(analyzer.entities)

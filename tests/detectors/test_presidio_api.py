"""Presidio's request, field by field, and its answer."""

from __future__ import annotations

from typing import Any

import pytest

from detectors.presidio_api import BadRequest, analyze_request, recognizers, supported_entities
from support.found import analyzer

TEXT = "Žadatel Jan Novák, r. č. 710319/2745"
PLANTED = "710319/2745"


def ask(**fields: Any) -> Any:
    return analyze_request(analyzer(), {"text": TEXT, "language": "cs", **fields})


def test_the_answer() -> None:
    """Presidio's fields and nothing of the text."""
    answer = ask()
    assert [item["entity_type"] for item in answer] == ["PERSON", "CZ_BIRTH_NUMBER"]
    assert all(item["analysis_explanation"] is None for item in answer)
    assert TEXT[answer[1]["start"] : answer[1]["end"]] == PLANTED
    assert set(answer[0]) == {"entity_type", "start", "end", "score", "analysis_explanation", "recognition_metadata"}
    assert PLANTED not in repr(ask(return_decision_process=True))


def test_a_list_of_texts() -> None:
    """A list of texts has a list of lists."""
    assert [len(items) for items in analyze_request(analyzer(), {"text": [TEXT, "nic"], "language": "cs"})] == [2, 0]


ACCEPTED = [
    ({"language": "en"}, 2, "any language is Czech"),
    ({"correlation_id": "abc"}, 2, "accepted"),
    ({"score_threshold": 0.95}, 1, "the threshold"),
    ({"score_threshold": None}, 2, "no threshold"),
    ({"entities": ["PERSON"]}, 1, "one kind"),
    ({"entities": ["PERSON", "CREDIT_CARD"]}, 1, "a kind that nobody finds is passed over, as in Presidio"),
    ({"entities": []}, 2, "an empty list is all"),
    ({"return_decision_process": True}, 2, "explained"),
    ({"ad_hoc_recognizers": []}, 2, "no recognizers"),
    ({"context": ["rodné číslo"]}, 2, "context words"),
    ({"allow_list": ["Jan Novák"]}, 1, "an allowed value"),
    ({"allow_list": ["Jan"]}, 2, "whole values only"),
    ({"allow_list_match": "exact", "regex_flags": 26}, 2, "exact"),
    ({"allow_list_match": "regex"}, 2, "regex without a list does nothing"),
    ({"log_decision_process": True, "trace": True}, 2, "unknown fields are passed over, as in Presidio"),
]


@pytest.mark.parametrize(("fields", "count", "reason"), ACCEPTED, ids=[str(row[0]) for row in ACCEPTED])
def test_accepted(fields: dict[str, Any], count: int, reason: str) -> None:
    """Every field of an AnalyzerRequest."""
    assert len(ask(**fields)) == count, reason


REFUSED = [
    ({"text": ""}, "No text provided"),
    ({"text": None}, "No text provided"),
    ({"text": []}, "No text provided"),
    ({"text": 5}, "text must"),
    ({"text": ["a", 5]}, "text must"),
    ({"language": None}, "No language provided"),
    ({"language": 5}, "language must"),
    ({"score_threshold": "x"}, "score_threshold"),
    ({"score_threshold": True}, "score_threshold"),
    ({"score_threshold": 2}, "score_threshold"),
    ({"entities": "PERSON"}, "entities must"),
    ({"entities": ["US_PASSPORT"]}, "No matching recognizers"),
    ({"context": "rč"}, "context must"),
    ({"ad_hoc_recognizers": [{"name": "x"}]}, "ad_hoc_recognizers"),
    ({"allow_list": [PLANTED], "allow_list_match": "regex"}, "regex"),
    ({"allow_list_match": "fuzzy"}, "allow_list_match"),
]


@pytest.mark.parametrize(("fields", "message"), REFUSED, ids=[str(row[0]) for row in REFUSED])
def test_refused(fields: dict[str, Any], message: str) -> None:
    """A bad request names its field, and nothing that was in it."""
    with pytest.raises(BadRequest, match=message) as caught:
        ask(**fields)
    assert PLANTED not in str(caught.value)


def test_not_an_object() -> None:
    """A list is no request."""
    with pytest.raises(BadRequest):
        analyze_request(analyzer(), ["text"])  # type: ignore[arg-type]


def test_context_words_raise_the_score() -> None:
    """A context word of the recognizer's own raises a finding that has none, as in Presidio."""
    payload = {"text": "7103192745", "language": "cs"}
    plain = analyze_request(analyzer(), payload)[0]["score"]
    raised = analyze_request(analyzer(), {**payload, "context": ["Rodné číslo"], "return_decision_process": True})[0]
    assert raised["score"] == pytest.approx(plain + 0.35)
    assert raised["analysis_explanation"]["score_context_improvement"] == pytest.approx(0.35)


def test_lists() -> None:
    """Names and kinds."""
    assert "CzBirthNumberRecognizer" in recognizers(analyzer())
    assert "CZ_BIRTH_NUMBER" in supported_entities(analyzer())

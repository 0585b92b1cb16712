"""The measures, against examples worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation import corpus
from evaluation.score import Found, Tally, Wanted, score

TEXT = "Jan Novák, tel. 724 123 456"
NAME, PHONE = Wanted(0, 9, frozenset({"PERSON"})), Wanted(16, 27, frozenset({"PHONE_NUMBER"}))

ROWS = [
    ([Found(0, 9, "PERSON"), Found(16, 27, "PHONE_NUMBER")], (2, 2, 2, 2), "all right"),
    ([], (0, 0, 0, 0), "nothing found"),
    ([Found(0, 3, "PERSON")], (1, 0, 1, 1), "a part is an overlap and does not cover"),
    ([Found(0, 3, "PERSON"), Found(4, 9, "PERSON")], (1, 1, 2, 2), "two parts cover, the space does not count"),
    ([Found(16, 27, "CZ_ID_CARD")], (0, 1, 1, 0), "the wrong kind covers and is not precise"),
    ([Found(11, 15, "PERSON")], (0, 0, 1, 0), "a false alarm beside"),
]


@pytest.mark.parametrize(("found", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_spans(found: list[Found], expected: tuple[int, ...], reason: str) -> None:
    """Overlapped, covered, counted, right."""
    tally = score(TEXT, [NAME, PHONE], [], found)
    assert tally.wanted == 2
    assert (tally.overlapped, tally.covered, tally.counted, tally.right) == expected, reason


def test_what_is_ignored_is_never_counted() -> None:
    """Neither as right nor as wrong."""
    tally = score(TEXT, [], [(0, 9)], [Found(0, 9, "PERSON")])
    assert (tally.clean, tally.alarms, tally.counted) == (1, 0, 0)


def test_a_clean_text() -> None:
    """One alarm however many findings."""
    tally = score(TEXT, [], [], [Found(0, 3, "PERSON"), Found(4, 9, "PERSON")])
    assert (tally.clean, tally.alarms, tally.counted) == (1, 1, 2)


def test_shares() -> None:
    """Nothing to share is no share, not zero and not one."""
    assert Tally().recall is None
    assert Tally().false_alarms is None
    assert Tally(wanted=4, overlapped=2, counted=2, right=1).f1 == pytest.approx(0.5)


def test_the_corpus_file(tmp_path: Path) -> None:
    """Only persons count, names of several words apart, and ``ignore`` is heeded."""
    lines = [
        {"text": TEXT, "entities": [{"start": 0, "end": 9}], "ignore": []},
        {"text": "Praha", "entities": [], "ignore": [{"start": 0, "end": 5}]},
        {"text": "Dub", "entities": [], "ignore": []},
    ]
    file = tmp_path / "names.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    result = corpus.measure(file, lambda text: [Found(0, len(text), "PERSON"), Found(0, 1, "VIN")])
    assert (result.all.wanted, result.all.overlapped, result.all.clean, result.all.alarms) == (1, 1, 2, 1)
    assert result.several_words.wanted == 1

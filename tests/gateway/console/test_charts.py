"""The page of charts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gateway.console.charts import mistakes, places
from gateway.record.shadow import OTHERS
from support.console import BEARER, Client, FixedNumbers, Parts, security

XSS = "<script>alert(1)</script>"
NUMBERS = FixedNumbers(
    days={
        "kind": {"2027-03-14": {"CZ_BIRTH_NUMBER": 3, "PERSON": 1}},
        "verdict": {"2027-03-10": {"block": 4}},
        "tool": {"2027-03-14": {"openai": 4}},
    },
    groups={"odbor kultury": 12, "": 3, OTHERS: 6},
)
METRICS = b'celnice_stage_seconds_bucket{stage="detect",le="0.01"} 10\ncelnice_stage_seconds_bucket{stage="detect",le="+Inf"} 10\n'


def page(query: str = "", numbers: FixedNumbers = NUMBERS, **headers: str) -> str:
    answer = Client(Parts(security=security(numbers)).app()).get(f"/charts{query}", headers={**BEARER, **headers})
    assert answer.status_code == 200
    return answer.text


def test_charts_and_their_tables() -> None:
    """By verdict, kind, tool and department, in words, each with its numbers."""
    text = page()
    for part in ("rodné číslo", "OpenAI API", "odbor kultury", "malé útvary dohromady", "útvar není znám", "14.\u00a03.", "Zastaveno"):
        assert part in text, part
    assert text.count("<svg") == text.count("<table") == 4
    assert "style=" not in text


def test_durations_come_from_the_metrics() -> None:
    """Only when something was measured."""
    parts = Parts(security=security(NUMBERS), exposition=lambda: METRICS)
    text = Client(parts.app()).get("/charts", headers=BEARER).text
    assert "hledání údajů" in text
    assert "5\u00a0ms" in text
    assert "Jak dlouho trvá" not in page()


def test_without_numbers_it_says_so() -> None:
    """An empty store has no departments and empty charts."""
    text = page(numbers=FixedNumbers())
    assert "není co ukázat" in text
    assert "Podle útvaru" not in text


@pytest.mark.parametrize(
    ("since", "until", "columns", "first"),
    [
        (date(2027, 3, 1), date(2027, 3, 15), 14, "1.\u00a03."),
        (date(2027, 1, 1), date(2027, 4, 1), 14, "28.\u00a012."),  # by weeks, each with the name of its Monday
    ],
)
def test_long_spans_are_shown_by_weeks(since: date, until: date, columns: int, first: str) -> None:
    """Every day has its column."""
    shown = places(since, until)
    assert (len(shown), next(iter(shown.values()))) == (columns, first)


def test_a_long_span_counts_by_weeks() -> None:
    """The numbers of a week stand under its Monday."""
    text = page("?days=92")
    assert "8.\u00a03." in text
    assert ">Týden od<" in text


@pytest.mark.parametrize(
    ("query", "status"), [("?days=92", 200), ("?days=366", 200), ("?days=0", 422), ("?days=400", 422), ("?days=x", 422)]
)
def test_the_span_is_bounded(query: str, status: int) -> None:
    """A year at most."""
    assert Client(Parts().app()).get(f"/charts{query}", headers=BEARER).status_code == status


def test_what_is_stored_is_shown_as_text() -> None:
    """A department, a kind and a tool may be called anything."""
    numbers = FixedNumbers({facet: {"2027-03-14": {XSS: 3}} for facet in ("kind", "verdict", "tool")}, {XSS: 9})
    assert XSS not in page(numbers=numbers)


def test_mistakes_are_set_against_what_was_stopped() -> None:
    """Each report counts in the week it was made; none are no picture."""
    numbers = FixedNumbers(days={"verdict": {"2027-03-03": {"block": 10}, "2027-03-10": {"block": 4, "warn": 96}}})
    found = [datetime(2027, 3, day, 12, tzinfo=UTC) for day in (10, 11)]
    chart = mistakes(found, numbers, "cs", date(2027, 3, 1), date(2027, 3, 15))
    assert [row[-1] for row in chart.rows] == ["500"], "the table leaves out weeks without any"
    assert mistakes([], numbers, "cs", date(2027, 3, 1), date(2027, 3, 15)).rows == ()

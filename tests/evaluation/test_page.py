"""The table and the page: every bar has its verdict, and a clone without the corpus is told how to get it."""

from __future__ import annotations

from detectors.finding import Finding, NotScanned
from evaluation import bars, measure, page
from evaluation.cost import Cost
from evaluation.parts import Part
from evaluation.sample import Sample, Span

SPAN = Span(0, 3, "kind", "spelling", frozenset({"PERSON"}))
PART = Part(
    "open",
    (Sample("Jan", "kind", "form", (SPAN,)),),
    (),
    (),
    (Sample("Dub", "trap", "look-alike"),),
    (Sample("Jan", "names, foreign", "foreign", (SPAN,)),),
    (Sample("clean", "law", "clean"),),
)


class Finds:
    """Finds the first three characters of short texts, and fails on "clean"."""

    def analyze(self, text: str) -> tuple[Finding, ...]:
        if text == "clean":
            raise NotScanned("reason")
        return (Finding("PERSON", 0, 3, 0.9, "rule", public="list" if text == "Dub" else None),)


def table() -> tuple[list[bars.Bar], measure.Measured]:
    measured = measure.measure(Finds(), PART)
    return bars.bars([measured, measured], None, Cost(0.2, 0.05)), measured


def test_measured() -> None:
    """Public findings are recall and no false alarm; not scanned is no recall and a false alarm."""
    _, measured = table()
    assert measured.identifiers["kind"].recall == 1.0
    assert measured.look_alikes["trap"].false_alarms == 0.0
    assert measured.clean["law"].false_alarms == 1.0


def test_verdicts() -> None:
    """Goal, met, missed, not measured."""
    rows = {(bar.on, bar.measure): bars.verdict(bar) for bar in table()[0]}
    assert rows["generated identifiers, all kinds", "recall"] == "goal"
    assert rows["clean office prompts", "share with a false alarm"] == "**missed**"
    assert rows["a detection process", "start after imports, s"] == "met"
    assert rows["a replacement process, imports preloaded", "ready, s"] == "goal"
    assert rows[bars.CORPUS, "PERSON, overlap F1"] == "not measured"


def test_without_the_corpus() -> None:
    """The page says how to get it."""
    made, measured = table()
    text = page.page(made, [measured, measured], with_corpus=False)
    assert "were not measured" in text
    assert "CELNICE_NAMES_CORPUS" in text
    assert "| kind | 1 + 1 | 1.000 |" in text


def test_the_terminal_table() -> None:
    """One line per bar, aligned."""
    made, _ = table()
    lines = page.terminal(made).split("\n")
    assert len(lines) == len(made) + 1

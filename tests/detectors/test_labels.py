"""The nearest label speaks for a number."""

from __future__ import annotations

import pytest

from detectors.label_words import Label
from detectors.labels import Gap, labelled_numbers
from detectors.text.view import View

ROWS = [
    ("pas č. 40123456", [(Label.PASSPORT, Gap.TIGHT)], "right before"),
    ("pas Jana Vzorného je 40123456", [(Label.PASSPORT, Gap.TIGHT)], "a name and a verb between"),
    ("pas vydaný úřadem pod 40123456", [(Label.PASSPORT, Gap.LOOSE)], "other words between"),
    ("40123456 (číslo pasu)", [(Label.PASSPORT, Gap.AFTER)], "behind, in brackets"),
    ("pas, telefon 724123456", [(Label.OTHER, Gap.TIGHT)], "the nearer label wins"),
    ("pas 40123456, ŘP EA 123456", [(Label.PASSPORT, Gap.TIGHT), (Label.RP, Gap.TIGHT)], "each its own"),
    ("pas. Doklad byl vrácen. Poznámka 40123456", [], "another sentence"),
    ("os. č. číslo 48213", [(Label.SERVICE, Gap.TIGHT)], "a small letter with a hook begins no sentence"),
    ("pas vyd. Městským úřadem č. 40123456", [(Label.PASSPORT, Gap.LOOSE)], "an abbreviation ends no sentence"),
    ("pas\n\nPoznámka 40123456", [], "another paragraph"),
    ("pas" + " x" * 40 + " 40123456", [], "too far"),
    ("40123456, pas č. 40123457", [(Label.PASSPORT, Gap.TIGHT)], "the label of what follows is not behind"),
    ("telefon 724123456, částka 40123456", [], "no document at all: labels of other things alone say nothing"),
    ("pás 40123456, op 123456789, rp 123456", [], "spellings that are no label"),
    ("počet pasů: 40123456", [], "counted, not numbered"),
    ("", [], "empty"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_labelled(text: str, expected: list[tuple[Label, Gap]], reason: str) -> None:
    """Which label, and what stands between."""
    assert [(one.label, one.gap) for one in labelled_numbers(View(text))] == expected, reason


@pytest.mark.parametrize("unit", ["pas č. ", "pas 40123456 ", "OP ", "osobní číslo 12345, ", "40123456 (pas) ", "číslo průkazu 1 "])
def test_linear(unit: str) -> None:
    """Twice the text is at most twice the work."""

    def steps(length: int) -> int:
        view = View(unit * (length // len(unit)))
        before = view.steps_left
        labelled_numbers(view)
        return before - view.steps_left

    assert steps(8000) <= 2.2 * steps(4000) + 20


def test_a_heading_speaks_for_its_column() -> None:
    """Every row, also far below, and only that column."""
    text = "poradi;prijmeni;osobni cislo;castka\n" + "\n".join(f"{n};Vzorný;{48000 + n};{724000 + n}" for n in range(40))
    numbers = [text[one.start : one.end] for one in labelled_numbers(View(text)) if one.label is Label.SERVICE]
    assert numbers == [str(48000 + n) for n in range(40)]

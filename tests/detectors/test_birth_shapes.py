"""Every spelling of a birth number is seen, and told apart."""

from __future__ import annotations

import pytest

from detectors.birth_shapes import Style, shapes
from detectors.text.view import View

N = "7103192745"
SPELLINGS = [
    ("710319/2745", Style.SLASH, "as on the birth certificate"),
    ("7103192745", Style.BARE, "as in data"),
    ("710319 2745", Style.SPACED, "a space for the slash"),
    ("710319  2745", Style.SPACED, "two spaces"),
    ("71 03 19/2745", Style.SLASH, "the date in pairs"),
    ("71.03.19/2745", Style.SLASH, "the date in dotted pairs"),
    ("71 03 19 2745", Style.SPACED, "all in groups"),
    ("710319-2745", Style.DASH, "a dash"),
    ("710319–2745", Style.DASH, "an en dash"),
    ("710319 - 2745", Style.DASH, "a dash with spaces"),
    ("710319 / 2745", Style.SLASH, "a slash with spaces"),
    ("710319/\n2745", Style.SLASH, "broken after the slash"),
    ("710319/ \n  2745", Style.SLASH, "broken and indented"),
    ("710319|2745", Style.SLASH, "a bar, as character recognition has it"),
    ("710319\\2745", Style.SLASH, "a backslash"),
    ("710319∕2745", Style.SLASH, "a division slash"),
    ("710319_2745", Style.DASH, "an underscore"),
    ("710319.2745", Style.ODD, "a full stop"),
    ("71O319/2745", Style.SLASH, "O for 0"),
    ("7l03l9/2745", Style.SLASH, "l for 1"),
    ("7I03I9/2745", Style.SLASH, "I for 1"),
    ("７１０３１９/２７４５", Style.SLASH, "full-width digits"),
    ("٧١٠٣١٩/٢٧٤٥", Style.SLASH, "Arabic digits"),
    ("71\u200b0319/27\u00ad45", Style.SLASH, "invisible characters"),
    ("71\N{NO-BREAK SPACE}03\N{THIN SPACE}19/2745", Style.SLASH, "other spaces"),
    ("710 319 2745", Style.ODD, "grouped like a phone"),
]


@pytest.mark.parametrize(("spelling", "style", "reason"), SPELLINGS, ids=[row[2] for row in SPELLINGS])
def test_spelling(spelling: str, style: Style, reason: str) -> None:
    """The digits are read whatever the spelling."""
    found = list(shapes(View(f"před {spelling} po"), "test"))
    assert (style, N) in [(shape.style, shape.digits) for shape in found], reason


@pytest.mark.parametrize(
    "spelling", ["710319/****", "710319/xxxx", "710319/XXXX", "710319 / ****", "71 03 19/••••", "710319/***", "710319/[****]"]
)
def test_masked(spelling: str) -> None:
    """A masked serial leaves the date of birth."""
    (shape,) = shapes(View(f"r. č. {spelling}."), "test")
    assert (shape.style, shape.digits) == (Style.MASKED, "710319")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("17103192745", "eleven digits"),
        ("71031927451", "eleven digits"),
        ("710319/27451", "a longer serial"),
        ("71031/2745", "a shorter date"),
        ("710319,2745", "a decimal comma"),
        ("0.7103192745", "the decimals of a number"),
        ("7103192745a", "a code that goes on"),
        ("lOlOlO/lOlO", "letters that only look like digits"),
        ("", "nothing"),
    ],
)
def test_no_shape(text: str, reason: str) -> None:
    """What is longer, shorter or something else is no candidate."""
    assert not list(shapes(View(text), "test")), reason


def test_repr_holds_no_digits() -> None:
    """A candidate's repr does not show the number."""
    (shape,) = shapes(View("710319/2745"), "test")
    assert "7103" not in repr(shape)

"""Generated sentences and other names in real ones."""

from __future__ import annotations

from detectors.names.model import load
from detectors.names.text import Text
from training import generate, lists, real
from training.fit import Data


def every() -> lists.Lists:
    return lists.load(["Oleksandr", "Piotr"], ["Kowalski", "Nguyen"], ["Wien", "Linz"])


def test_the_same_seed_gives_the_same_text() -> None:
    """Training is reproducible, so what it reads is."""
    one, two = (list(generate.Generator(every(), ["slovo pole dům strom"] * 9, 7).sentences(50)) for _ in range(2))
    assert one == two


def test_spans_are_names() -> None:
    """Every marked stretch is a name: it has letters and begins with a capital."""
    for text, spans in generate.Generator(every(), ["slovo pole dům strom"] * 9, 7).sentences(300):
        assert all(text[a].isupper() and text[b - 1] not in " ,(" for a, b in spans), text


def test_swapping_keeps_the_rest() -> None:
    """Only names change, and they stay where they are marked."""
    text = "Včera přijel Jan Novák do Brna."
    swapped = real.Swapper(every(), 3).swap(text, [(13, 22)])
    assert swapped is not None
    new, ((a, b),) = swapped
    assert (new[:a], new[b:]) == ("Včera přijel ", " do Brna.")
    assert new[a:b] != "Jan Novák"


def test_data_marks_what_is_undecided() -> None:
    """A word that nobody decided weighs nothing."""
    data = Data()
    data.add(Text("přijel Jan Novák", load().table), [(7, 10)], 1.0, [(11, 16)])
    assert (data.labels, data.weights) == ([1, 0], [1.0, 0.0])

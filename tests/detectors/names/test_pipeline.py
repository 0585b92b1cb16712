"""How long texts go through the pipeline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.names import pipeline
from detectors.names.pipeline import OVERLAP, WINDOW, load, names_in, windows
from detectors.names.tagger import tag


@given(st.text(st.sampled_from("a \n"), max_size=300).map(lambda s: s * 60))
def test_windows_are_the_whole_text(text: str) -> None:
    """No character is outside, no window is too long, and they go forward."""
    spans = list(windows(text))
    assert all(0 < b - a <= WINDOW for a, b in spans)
    assert all(a < c <= b for (a, b), (c, _) in zip(spans, spans[1:], strict=False))
    assert not text or (spans[0][0], spans[-1][1]) == (0, len(text))


@pytest.mark.parametrize("shift", range(-40, 40, 7))
def test_a_name_at_an_edge_is_found(shift: int) -> None:
    """A name on the edge of two windows of one line is whole in one of them."""
    text = "x " * ((WINDOW + shift) // 2) + "pan Jan Novák " + "x " * 1000
    assert "Jan Novák" in {text[a:b] for a, b, _ in names_in(text)}
    assert len("pan Jan Novák") < OVERLAP


def test_no_candidate_no_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no name can stand, spaCy is not called."""

    def fail() -> None:
        raise AssertionError

    monkeypatch.setattr(pipeline, "load", fail)
    assert not list(names_in("podle zákona o obcích se mění výše poplatku za komunální odpad"))


def test_names_are_forgotten() -> None:
    """The strings of an analysed text do not stay in the vocabulary."""
    name = "Vzorňáková"
    assert list(names_in(f"paní {name}"))
    assert name not in load().vocab.strings


def test_a_repeated_window_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that repeats itself costs one look, and every repetition is found."""
    judged: list[str] = []
    monkeypatch.setattr(pipeline, "tag", lambda t, model: judged.append(t.text) or tag(t, model))
    line = "paní Nováková " * (WINDOW // 28) + "\n"
    found = list(names_in(line * 50))
    assert len(found) >= 50
    assert len(judged) <= 5

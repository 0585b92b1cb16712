"""The gallery shows every recognizer by the tables of its tests."""

from __future__ import annotations

from types import ModuleType

from detectors import registry
from detectors.recognizers.cz_id_card import CzIdCardRecognizer
from evaluation import gallery


def test_tables_of_a_module() -> None:
    """Rows are strings or tuples that begin with the text and end with the reason; anything else is passed over."""
    module = ModuleType("test_x")
    module.FOUND = [("OP 204815936", "204815936", "tight"), "alone", (1, 2)]  # type: ignore[attr-defined]
    module.CLEAN = [("OP", "no number")]  # type: ignore[attr-defined]
    module.helper = ["no table"]  # type: ignore[attr-defined]
    assert list(gallery.tables(module)) == [(True, ("OP 204815936", "tight")), (True, ("alone", "")), (False, ("OP", "no number"))]


def test_a_recognizer_has_its_tables() -> None:
    """The test module is found by the recognizer's file."""
    module = gallery.module_of(CzIdCardRecognizer)
    assert module is not None
    assert any(positive for positive, _ in gallery.tables(module))


def test_shown() -> None:
    """One line, nothing invisible, not too long."""
    assert gallery.shown("a\nb\u200b") == "`a⏎b\\u200b`"
    assert len(gallery.shown("x" * 500)) < 130


def test_the_page() -> None:
    """Every recognizer has its part, and most have examples of both sorts."""
    page = gallery.page()
    assert all(f"`{name}`. " in page for name in registry.names())
    assert page.count("| left alone |") > len(registry.names()) // 2

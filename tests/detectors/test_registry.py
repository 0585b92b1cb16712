"""The registry finds what is in the folder, and refuses to start with what does not load."""

from __future__ import annotations

from pathlib import Path

import pytest

from detectors import recognizers, registry, version

EXPECTED = {"CZ_BIRTH_NUMBER", "CZ_ECP", "CZ_INSURANCE_NUMBER", "CZ_ID_CARD", "EMAIL_ADDRESS", "PHONE_NUMBER", "PERSON"}


def test_the_kinds() -> None:
    """Every kind of the first version is there; names and kinds are in the order of the modules."""
    assert set(registry.entities()) >= EXPECTED
    assert len(registry.names()) == len(set(registry.names()))
    modules = [cls.__module__ for cls in registry.recognizer_classes()]
    assert modules == sorted(modules)


@pytest.mark.parametrize(
    ("source", "problem"),
    [("raise RuntimeError('broken')", "does not load"), ("import no_such_module", "does not load"), ("x = 1", "no recognizer")],
)
def test_a_broken_module_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, problem: str) -> None:
    """A module that does not load or has no recognizer is an error that names it."""
    name = f"broken_{abs(hash(source))}"
    (tmp_path / f"{name}.py").write_text(source)
    monkeypatch.setattr(recognizers, "__path__", [*recognizers.__path__, str(tmp_path)])
    with pytest.raises(registry.BrokenRecognizer, match=problem) as caught:
        registry.recognizer_classes()
    assert name in str(caught.value)


def test_the_version_is_the_packages() -> None:
    """One version, told in both places."""
    assert registry.VERSION == version.VERSION
    assert len(version.VERSION) == 16

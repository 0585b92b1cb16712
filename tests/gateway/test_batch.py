"""The rule: what a file of requests asks for crosses stages, and nothing of it is shown."""

from __future__ import annotations

from gateway.batch import Asked, Batch
from gateway.model import Extracted, File


def test_nothing_is_asked_for_by_itself() -> None:
    """A file is no batch, and asks for nothing, unless somebody says so."""
    assert File((), b"").batch is Batch.NO
    assert Extracted(()).asked == Asked() == Asked(frozenset(), False, ())


def test_nothing_of_it_is_shown() -> None:
    """An address, or an id, may name a person."""
    assert "novak" not in repr(Extracted((), asked=Asked(frozenset({"https://novak.example/"}), True, ("novak",))))

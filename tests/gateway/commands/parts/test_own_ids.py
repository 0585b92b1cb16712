"""Who acts at the command line."""

from __future__ import annotations

import pytest

from gateway.commands.parts.own_ids import own_ids


def test_own_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user of this machine in their own name; nobody where a paper is entered for somebody else."""
    monkeypatch.setenv("LOGNAME", "spravce")
    assert own_ids("") == ("os:spravce",)
    assert own_ids("Ing. Příkladný") == ()

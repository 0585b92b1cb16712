"""Running the checks."""

from __future__ import annotations

from pathlib import Path

from gateway.doctor.api import Check, State, ok, warning
from gateway.doctor.examination import examine, worst
from gateway.errors import UserError
from support.doctor import around

PLANTED = "715319/2743"


def _breaks(_):
    raise RuntimeError(PLANTED)


def _refuses(_):
    raise UserError("celnice.toml:3: unknown key")


def test_one_that_breaks_is_a_fault_and_the_others_still_run(tmp_path: Path) -> None:
    """Its own text is withheld: nobody knows what it quotes."""
    checks = [Check("a", 1, _breaks), Check("b", 2, _refuses), Check("c", 3, lambda _: [ok("fine")])]
    found = list(examine(around(tmp_path), checks))
    assert [result.state for _, result in found] == [State.FAULT, State.FAULT, State.OK]
    assert "RuntimeError" in found[0][1].what
    assert "celnice.toml:3" in found[1][1].what
    assert PLANTED not in str(found)


def test_offline_asks_no_other_machine(tmp_path: Path) -> None:
    """Checks that say they do are left out."""
    checks = [Check("a", 1, _breaks, network=True), Check("b", 2, lambda _: [ok("fine")])]
    assert [check.name for check, _ in examine(around(tmp_path, offline=True), checks)] == ["b"]
    assert [check.name for check, _ in examine(around(tmp_path, offline=False), checks)] == ["a", "b"]


def test_the_whole_is_as_bad_as_its_worst_part() -> None:
    """Nothing at all is well."""
    assert worst([]) is State.OK
    assert worst([ok("a"), warning("b", "c")]) is State.WARNING

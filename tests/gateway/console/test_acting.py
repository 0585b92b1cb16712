"""Who acts."""

from __future__ import annotations

import pytest

from allowlist.workflow.machine import WorkflowError
from allowlist.workflow.step import Part
from gateway.console.acting import Acting, acting


def test_who_and_in_which_part() -> None:
    """The form says both; without a part it is the only one there is."""
    assert acting({"who": ["Ing.  Vzor\n"], "part": ["director"]}, []) == Acting("Ing. Vzor", Part.DIRECTOR)
    assert acting({"who": ["Vzor"]}, [Part.GROUP]).part is Part.GROUP
    assert "Vzor" not in repr(acting({"who": ["Vzor"]}, [Part.GROUP]))


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({}, "who"),
        ({"who": [""]}, "who"),
        ({"who": ["x" * 121]}, "who"),
        ({"who": ["a", "b"]}, "who"),
        ({"who": ["a"], "part": ["king"]}, "part"),
    ],
)
def test_nobody_is_no_one(form: dict[str, list[str]], reason: str) -> None:
    """A step names who did it, in a part that exists."""
    with pytest.raises(WorkflowError) as caught:
        acting(form, [Part.GROUP])
    assert caught.value.reason == reason

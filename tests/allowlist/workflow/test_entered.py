"""Steps that somebody else put in."""

from __future__ import annotations

import pytest

from allowlist.workflow.entered import LONGEST_PAPER, Entered, Way, from_plain, unproven


@pytest.mark.parametrize("entered", [None, Entered(Way.TOKEN), Entered(Way.COMMAND_LINE, "root", "č. j. 1")])
def test_it_is_read_back(entered: Entered | None) -> None:
    """As it was written; a step of the person's own has nothing."""
    assert from_plain(entered.plain() if entered else None) == entered
    assert "root" not in repr(entered)


@pytest.mark.parametrize("value", ["token", {"way": "dream"}, {}])
def test_what_is_none_is_refused(value: object) -> None:
    """A file that was edited by hand says so."""
    with pytest.raises((KeyError, ValueError, TypeError)):
        from_plain(value)


@pytest.mark.parametrize(
    ("entered", "said", "why"),
    [
        (None, False, "the person signed in"),
        (Entered(Way.TOKEN), True, "the token writes any name"),
        (Entered(Way.COMMAND_LINE, "root"), True, "so does a shell on the server"),
        (Entered(Way.TOKEN, paper="  "), True, "nothing is no reference"),
        (Entered(Way.TOKEN, paper="x" * (LONGEST_PAPER + 1)), True, "nor is a page of text"),
        (Entered(Way.COMMAND_LINE, "root", "č. j. 1/2027"), False, "the paper proves it"),
    ],
)
def test_a_paper_proves(entered: Entered | None, said: bool, why: str) -> None:
    """Where two persons matter, an entry for somebody names what they signed."""
    assert unproven(entered) is said, why

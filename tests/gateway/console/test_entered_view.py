"""How a step came, in words."""

from __future__ import annotations

import pytest

from allowlist.workflow.entered import Entered, Way
from gateway.console.entered_view import entered_text


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        (None, ""),
        (Entered(Way.TOKEN), "Zapsáno za tuto osobu: tokenem"),
        (Entered(Way.COMMAND_LINE, "root", "č. j. 1"), "Zapsáno za tuto osobu: příkazem na serveru, uživatel root; podle listiny č. j. 1"),
    ],
)
def test_a_reader_sees_that_somebody_else_put_it_in(entered: Entered | None, said: str) -> None:
    """With the way, the user of the machine and the paper, as far as they are known."""
    assert entered_text(entered, "cs").replace("\u00a0", " ") == said

from pathlib import Path

import pytest
from pydantic import ValidationError

from gateway.keeping_settings import Evidence

KEY = Path("dpo.pub")


@pytest.mark.parametrize("given", [{"keep": "excerpt"}, {"tools": {"openai": "full"}}])
def test_kept_for_somebody(given):
    """Evidence that nobody could open is refused, with the fix."""
    with pytest.raises(ValidationError, match="celnice evidence keys new"):
        Evidence(**given)
    assert Evidence(**given, readers=(KEY,)).readers == (KEY,)


def test_a_tool_before_the_rest():
    """A tool's own level stands before the common one; nothing is kept by default."""
    assert Evidence().level("openai") == "none"
    said = Evidence(keep="excerpt", tools={"openai": "none"}, readers=(KEY,))
    assert (said.level("openai"), said.level("gemini")) == ("none", "excerpt")


def test_two_persons_are_two():
    """The second holder is not the first."""
    with pytest.raises(ValidationError, match="one person of two"):
        Evidence(readers=(KEY,), second_readers=(KEY,))

"""The demo's prompts."""

from collections import Counter

import pytest

from gateway.demo.prompts import PROMPTS, Prompt
from gateway.demo.traces import found


def test_a_dozen_and_both_kinds() -> None:
    """There are at least twelve, some to be stopped and some to be answered, from every client and both entrances."""
    assert len(PROMPTS) >= 12
    assert min(Counter(bool(prompt.planted) for prompt in PROMPTS).values()) >= 4
    assert {prompt.client for prompt in PROMPTS} == {"curl", "curl-h2", "sdk"}
    assert {(prompt.vendor, prompt.entrance) for prompt in PROMPTS} >= {("openai", "proxy"), ("openai", "base_url"), ("anthropic", "proxy")}


@pytest.mark.parametrize("prompt", PROMPTS, ids=[prompt.english for prompt in PROMPTS])
def test_the_search_would_find_what_is_planted(prompt: Prompt) -> None:
    """If the prompt reached the provider as it is, the search would say so."""
    assert found(prompt.planted, prompt.content()) == prompt.planted


@pytest.mark.parametrize("prompt", [p for p in PROMPTS if "birth number" in p.english], ids=lambda p: p.english)
def test_birth_numbers_have_their_check_digit(prompt: Prompt) -> None:
    """Planted birth numbers of ten digits divide by eleven."""
    for value in prompt.planted:
        digits = value.replace("/", "")
        assert (len(digits), int(digits) % 11) == (10, 0)

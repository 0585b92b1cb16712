"""How texts are cut into messages, so that nobody waits for more than one batch of somebody else's. A text itself is never cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

BATCH_CHARACTERS = 64 * 1024
"""Of one message: about a tenth of a second of detection, and more than most prompts have."""
TEXT_CHARACTERS = 64
"""What a text costs beside its characters (a call, an answer), counted as characters."""


def size_of(text: str) -> int:
    """What scanning a text costs, in characters."""
    return len(text) + TEXT_CHARACTERS


def batches(texts: Sequence[str]) -> Iterator[range]:
    """The indices of each message's texts, in order: up to a batch together, and a longer text alone."""
    start = size = 0
    for index, text in enumerate(texts):
        if index > start and size + size_of(text) > BATCH_CHARACTERS:
            yield range(start, index)
            start, size = index, 0
        size += size_of(text)
    if texts:
        yield range(start, len(texts))


def message_size(message: Any) -> int:
    """What any message costs, in characters: of all strings in it, however deep."""
    size, left = 0, [message]
    while left:
        value = left.pop()
        if isinstance(value, str):
            size += size_of(value)
        elif isinstance(value, dict):
            left += [*value, *value.values()]
        elif isinstance(value, list):
            left += value
        else:
            size += 1
    return size

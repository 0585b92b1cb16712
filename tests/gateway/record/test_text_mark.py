"""The mark of a text."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from gateway.record.text_mark import text_mark

KEY = b"k" * 32


@given(st.lists(st.text(), max_size=4))
def test_the_same_texts_have_the_same_mark(texts: list[str]) -> None:
    """Order and number are nothing to it; anything else makes another mark."""
    mark = text_mark(KEY, "p", "t", texts)
    assert mark == text_mark(KEY, "p", "t", reversed([*texts, *texts]))
    assert len(mark) == 32
    others = {text_mark(b"x" * 32, "p", "t", texts), text_mark(KEY, "q", "t", texts), text_mark(KEY, "p", "u", texts)}
    assert mark not in others | {text_mark(KEY, "p", "t", [*texts, "something more \x00"])}


def test_a_file_that_was_not_read_has_its_own_mark() -> None:
    """Other bytes make another mark, a file beside a text is not the text alone, and no text looks like a file."""
    digest = hashlib.sha256(b"file").digest()
    mark = text_mark(KEY, "p", "t", ["x"], [digest])
    assert mark == text_mark(KEY, "p", "t", ["x"], [digest, digest])
    others = ["x"], ["x", digest.decode("latin-1")], ["x", digest.hex()]
    assert mark not in {text_mark(KEY, "p", "t", texts) for texts in others}
    assert mark != text_mark(KEY, "p", "t", ["x"], [hashlib.sha256(b"File").digest()])


def test_parts_do_not_run_together() -> None:
    """A person's end is no tool's beginning, and two texts are not one."""
    assert text_mark(KEY, "ab", "c", ["d"]) != text_mark(KEY, "a", "bc", ["d"])
    assert text_mark(KEY, "a", "b", ["c", "d"]) != text_mark(KEY, "a", "b", ["cd"])

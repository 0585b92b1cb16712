"""The signed file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from allowlist.workflow.export import ExportError, read, write
from support.workflow import history

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STEPS = [*history("mistral")[1], *history("openai")[1]]
FILE = write(STEPS, KEY)


def test_there_and_back():
    """What is written reads back the same; the same register gives the same bytes, in any order of the steps."""
    assert list(read(FILE, [KEY.public_key()])) == sorted(STEPS, key=lambda step: (step.tool, step.number))
    assert write(reversed(STEPS), KEY) == FILE


def test_who_it_was_goes_with_the_step():
    """Ids come back; a step without any is written as older releases wrote it."""
    marked = [replace(STEPS[0], ids=("account:jana", "oidc:1")), *STEPS[1:8]]
    assert list(read(write(marked, KEY), [KEY.public_key()])) == marked
    assert '"ids"' not in FILE


def test_one_step_is_one_line():
    """A later step changes two lines of the file: its own and the signature."""
    before, after = set(write(STEPS[:-1], KEY).splitlines()), set(FILE.splitlines())
    assert len(after - before) == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (FILE.replace("SML-2026-0123", "SML-2026-0124"), "an edited contract"),
        (FILE.replace("odbor kultury", "odbor dopravy", 1), "an edited step"),
        ("".join(line for at, line in enumerate(FILE.splitlines(keepends=True)) if at != 3), "a step that was taken out"),
        ("\n".join(FILE.splitlines()[:-1]) + "\n", "no signature"),
        ("", "nothing"),
        ("x\ny\n", "something else"),
        (FILE + FILE, "twice"),
    ],
)
def test_a_file_that_was_touched(text, why):
    """Whatever was changed, the whole file is refused, and no word of it is repeated."""
    with pytest.raises(ExportError) as caught:
        read(text, [KEY.public_key()])
    assert "kultury" not in str(caught.value), why


def test_somebody_elses_key():
    """A signature counts only from a key that is known here."""
    with pytest.raises(ExportError, match="trusted"):
        read(FILE, [Ed25519PrivateKey.generate().public_key()])


def test_a_signed_history_that_breaks_the_rules():
    """A signature does not make a history right: it is replayed."""
    with pytest.raises(ExportError, match="breaks the rules"):
        read(write(STEPS[1:], KEY), [KEY.public_key()])

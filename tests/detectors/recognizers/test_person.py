"""PERSON behind Presidio's interface; the rules' own tables are in names/test_tagger.py."""

from __future__ import annotations

import re
from pathlib import Path

from detectors.names import tagger
from detectors.recognizers.person import SCORES, WITH_CONTEXT
from support.found import analyzer, only, values


def test_offsets_are_the_given_texts() -> None:
    """Invisible characters and decomposed letters inside a name are covered."""
    name = "Jan\u200b Nova\u0301k"
    assert values(f"přišel {name} včera", "PERSON") == [name]


def test_every_rule_has_its_score() -> None:
    """Each rule that the tagger and its helpers name is scored."""
    folder = Path(tagger.__file__).parent
    source = "".join((folder / file).read_text("utf-8") for file in ("tagger.py", "evidence.py", "plain.py", "propagation.py"))
    named = {word for word in re.findall(r'"([a-z]+)"', source) if word in SCORES}
    assert named == set(SCORES)
    assert set(SCORES) > WITH_CONTEXT


def test_evidence_raises_the_score() -> None:
    """A lone name, a full name, a name behind a title."""
    scores = [only(text, "PERSON").score for text in ("volala Jana", "přišel Dušek", "Jan Dušek", "Ing. Dušek")]
    assert scores == sorted(scores)


def test_presidio_calls_it() -> None:
    """The same through ``analyze``."""
    recognizer = next(r for r in analyzer().recognizers if r.ENTITY == "PERSON")
    (result,) = recognizer.analyze("paní Nováková", ["PERSON"])
    assert (result.start, result.end) == (5, 13)

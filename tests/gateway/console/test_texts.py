"""The texts of the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gateway.console
from gateway.console.problems import Problem
from gateway.console.texts import _SHIPPED, parse, text, word
from gateway.metric_labels import SCANS

TEMPLATES = Path(gateway.console.__file__).with_name("templates")


@pytest.mark.parametrize(
    ("cs", "en", "names"),
    [
        ('[a]\nb = "x"', "[a]", "a.b is missing in en"),
        ("[a]", '[a]\nb = "x"', "a.b is missing in cs"),
        ('[a]\nb = "{n} x"', '[a]\nb = "x"', "a.b has other placeholders"),
        ('[a]\nb = ""', '[a]\nb = "x"', "a.b is not a text"),
        ("[a]\nb = 1", "[a]\nb = 1", "a.b is not a text"),
    ],
)
def test_a_wrong_file_names_its_key(cs: str, en: str, names: str) -> None:
    """Both languages have the same keys with the same placeholders, or the start stops."""
    with pytest.raises(ValueError, match=names):
        parse({"cs": cs, "en": en})


def test_every_key_that_a_template_asks_for_is_there() -> None:
    """No page meets a missing text at run time."""
    asked = {key for path in TEMPLATES.glob("*.html") for key in re.findall(r'\bt\("([a-z_.]+)"[,)]', path.read_text())}
    assert len(asked) > 40
    assert not {key for key in asked if key not in _SHIPPED["cs"]}


def test_every_problem_and_scan_outcome_has_its_texts() -> None:
    """Keys that are put together at run time exist too."""
    wanted = [f"problem.{problem.code}{end}" for problem in Problem for end in ("", ".help")] + [f"scan.{scan}" for scan in SCANS]
    assert not [key for key in wanted if key not in _SHIPPED["cs"]]


def test_czech_typography() -> None:
    """Czech texts have no straight quotes, no three dots for an ellipsis, and no preposition of one letter is asked for here."""
    for key, sentence in _SHIPPED["cs"].items():
        assert '"' not in sentence, key
        assert "..." not in sentence, key


def test_parts_are_filled_in_and_unknown_codes_stay() -> None:
    """A sentence takes its parts; a word that is not there is its code."""
    assert text("cs", "sign_in.wait", minutes=3) == "Příliš mnoho pokusů. Zkuste to znovu za 3 min."
    assert word("en", "verdict", "block") == "Blocked"
    assert word("cs", "verdict", "unheard_of") == "unheard_of"
    with pytest.raises(KeyError):
        text("cs", "no.such.key")

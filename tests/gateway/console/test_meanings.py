"""Settings in Czech."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from gateway.console.meanings import meaning, sentences
from gateway.feed_settings import Feed
from gateway.settings import Section, Settings, Tool


def shown() -> Iterator[type[Section]]:
    """Every class whose fields the page of settings shows: the sections, and those that stand in them by one name."""
    waiting: list[type[Section]] = [Settings, Tool, Feed]
    seen: set[type[Section]] = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for field in one.model_fields.values():
            held = (field.annotation, *get_args(field.annotation))
            if not str(field.annotation).startswith(("tuple", "dict")):
                waiting += [each for each in held if isinstance(each, type) and issubclass(each, Section)]
    return iter(sorted(seen - {Settings}, key=lambda each: each.__name__))


@pytest.mark.parametrize("section", shown(), ids=lambda one: one.__name__)
def test_every_setting_has_a_czech_sentence(section: type[Section]) -> None:
    """And each of its sections; none is left of a setting that is no more."""
    wanted = {f"{section.__name__}.{key}" for key in section.model_fields} | {f"{section.__name__}._"}
    assert {code for code in sentences() if code.startswith(f"{section.__name__}.")} == wanted
    assert all(sentences()[code].endswith((".", "…")) for code in wanted)


def test_nothing_else_is_written_about() -> None:
    """A section of the file is a class of the settings."""
    assert {code.partition(".")[0] for code in sentences()} == {one.__name__ for one in shown()}


def test_whoever_reads_english_reads_english() -> None:
    """And so does everybody of what nobody has translated."""
    assert meaning("Proxy.port", "Port.", "cs") == ("Port proxy serveru.", "cs")
    assert meaning("Proxy.port", "Port.", "en") == ("Port.", "en")
    assert meaning("None.such", "Such.", "cs") == ("Such.", "en")

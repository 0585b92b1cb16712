"""A table gives up only what was asked for, by name and type."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from allowlist.errors import CatalogueError
from allowlist.table import Table

FAULTS: list[tuple[dict[str, Any], Callable[[Table], object], str, str]] = [
    ({}, lambda t: t.required("k"), "k: is missing", "a required key"),
    ({"k": 1}, lambda t: t.required("k"), "k: must be a string", "another type"),
    ({"k": ""}, lambda t: t.required("k"), "k: must not be empty", "an empty string"),
    ({"k": " x"}, lambda t: t.required("k"), "k: must not be empty or padded", "a padded string"),
    ({"k": "X\n"}, lambda t: t.required("k", re.compile("X")), "k: must not be empty or padded", "a line feed at the end"),
    ({"k": "XY"}, lambda t: t.required("k", re.compile("X")), "k: must have the shape", "the whole string has the shape"),
    ({"k": "x"}, lambda t: t.texts("k"), "k: must be a list", "a string is no list"),
    ({"k": []}, lambda t: t.texts("k"), "k: must be a non-empty list", "an empty list"),
    ({"k": ["a", 1]}, lambda t: t.texts("k"), "k: must be a non-empty list", "a list of other things"),
    ({"k": ["a", "a"]}, lambda t: t.texts("k"), "k: names something twice", "a repeated string"),
    ({"k": []}, lambda t: t.texts("k", optional=True), "k: must be a non-empty list", "an optional list is not empty either"),
    ({"k": [0]}, lambda t: t.ports("k"), "k: must be a non-empty list of ports", "no such port"),
    ({"k": [65536]}, lambda t: t.ports("k"), "k: must be a non-empty list of ports", "no such port"),
    ({"k": [True]}, lambda t: t.ports("k"), "k: must be a non-empty list of ports", "true is no port"),
    ({"k": "2025-07-09"}, lambda t: t.day("k"), "k: must be a date", "a quoted date"),
    ({"k": datetime(2025, 7, 9, tzinfo=UTC)}, lambda t: t.day("k"), "k: must be a date without a time", "a date with a time"),
    ({"k": []}, lambda t: t.tables("k"), "k: must not be empty", "no table where one is needed"),
    ({"k": [1]}, lambda t: t.tables("k"), "k\\[0\\]: must be a table", "a list of other things"),
    ({"k": 1, "z": 2}, lambda t: t.done(), "k: is not a key of the schema", "an unknown key"),
]


@pytest.mark.parametrize(("data", "ask", "message", "why"), FAULTS, ids=[row[3] + str(n) for n, row in enumerate(FAULTS)])
def test_faults(data: dict[str, Any], ask: Callable[[Table], object], message: str, why: str) -> None:
    """Every fault names the file, the place and what is wrong."""
    with pytest.raises(CatalogueError, match=rf"^x\.toml: {message}"):
        ask(Table("x.toml", "", data))


def test_what_was_asked_for_is_given() -> None:
    """A well-formed table is read to the end."""
    data = {"a": "x", "b": ["y", "z"], "c": date(2025, 7, 9), "d": [8443], "e": [{"f": "g"}]}
    table = Table("x.toml", "", data)
    assert table.required("a", re.compile("x")) == "x"
    assert table.texts("b") == ("y", "z")
    assert table.day("c") == date(2025, 7, 9)
    assert table.ports("d") == (8443,)
    assert table.ports("absent") == (443,)
    assert table.text("absent", optional=True) is None
    assert table.day("absent", optional=True) is None
    assert table.tables("absent", optional=True) == ()
    assert table.texts("absent", optional=True) == ()
    (inner,) = table.tables("e")
    with pytest.raises(CatalogueError, match=r"^x\.toml: e\[0\]\.f: is not a key"):
        inner.done()
    table.done()

"""Templates."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from gateway.console.problems import Problem
from gateway.console.rendering import _code, _link, _number, render


def test_what_is_missing_is_an_error() -> None:
    """A template that is not given a value fails, rather than show a blank."""
    with pytest.raises(UndefinedError):
        render("error.html", "cs", problem=Problem.NOT_FOUND)


def test_what_is_put_in_is_escaped() -> None:
    """Values, links and codes are text."""
    assert "&lt;b&gt;" in render("sign_in_code.html", "cs", next="<b>", fault="")
    assert _code("<b>") == "<code>&lt;b&gt;</code>"
    assert _link('"><b>') == '<a href="&#34;&gt;&lt;b&gt;"><code>&#34;&gt;&lt;b&gt;</code></a>'


def test_numbers_are_grouped_by_spaces() -> None:
    """Thousands in Czech and in ISO 31-0."""
    assert _number(1234567) == "1\u00a0234\u00a0567"
    assert _number(0) == "0"

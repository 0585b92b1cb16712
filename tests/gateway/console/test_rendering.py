"""Templates."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from allowlist.service import UNKNOWN_COUNTRY, UNKNOWN_VENDOR
from gateway.console.problems import Problem
from gateway.console.rendering import _ENVIRONMENT, _code, _coded, _link, _number, render


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


@pytest.mark.parametrize(
    ("vendor", "country", "said"),
    [
        ("OpenAI", "US", "OpenAI (US)"),
        ("OpenAI", UNKNOWN_COUNTRY, "OpenAI"),
        (UNKNOWN_VENDOR, UNKNOWN_COUNTRY, "provozovatel není znám"),
        ("OpenAI", "", "OpenAI"),
    ],
)
def test_a_vendor_nobody_knows_is_said_in_the_pages_language(vendor: str, country: str, said: str) -> None:
    """The catalogue's English word for it is no vendor's name."""
    page = _ENVIRONMENT.from_string("{{ vendor(vendor_, country) }}")
    assert page.render(language="cs", vendor_=vendor, country=country) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Spusťte `celnice run`.", "Spusťte <code>celnice run</code>."),
        ("`<b>` a <b>", "<code>&lt;b&gt;</code> a &lt;b&gt;"),
        ("jeden ` je znak", "jeden ` je znak"),
    ],
)
def test_what_is_for_a_machine_is_marked(sentence: str, said: str) -> None:
    """Between two backticks; everything is escaped."""
    assert str(_coded(sentence)) == said

"""Templates."""

from __future__ import annotations

import pytest

from gateway.papers import czech, template
from gateway.papers.model import Grid, Heading, Listing, Paragraph, Picture, Signatures
from gateway.papers.template import WrongTemplate, fill

ALL = """# Nadpis {{ a }}

Text na
dvou řádcích.
| {{ a }} | {{ b }} |
| druhý | x |

- bod {{ a }}
- bod

| H | I |
|---|---|
| 1 |
~ kdo
@ graf
"""


def own(tmp_path, text):
    (tmp_path / "muj.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_every_mark(tmp_path):
    """Headings, paragraphs, forms, tables with a head, lists, signatures, charts."""
    chart = Picture("<svg/>", "graf")
    paper = fill("muj", {"a": "A", "b": None}, folder=own(tmp_path, ALL), charts={"graf": chart})
    assert paper.title == "Nadpis A"
    assert paper.blocks == (
        Heading("Nadpis A", 1),
        Paragraph("Text na dvou řádcích."),
        Grid((("A", ""), ("druhý", "x"))),
        Listing(("bod A", "bod")),
        Grid((("H", "I"), ("1", "")), head=True),
        Signatures(("kdo",)),
        chart,
    )


@pytest.mark.parametrize("value", ["# nadpis", "- bod", "| a | b |", "~ podpis", "@ graf", "{{ a }}", "\ue000x\ue003", "{% raw %}"])
def test_a_value_is_text(tmp_path, value):
    """What a field holds cannot become a mark of the template."""
    paper = fill("muj", {"a": value}, folder=own(tmp_path, "{{ a }}\n\n| x | {{ a }} |\n"))
    shown = czech.typeset(value.strip("\ue000\ue003"))
    assert paper.blocks == (Paragraph(shown), Grid((("x", shown),)))


def test_lines_in_a_value(tmp_path):
    """A line break in a value stays inside its cell."""
    assert fill("muj", {"a": "x\ny"}, folder=own(tmp_path, "| a | {{ a }} |")).blocks == (Grid((("a", "x\ny"),)),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n{{ nic }}", "line 2: 'nic' is undefined"),
        ("{{ a.b }}", "line 1: .*'b'"),
        ("a\n\n{% if %}", "line 3"),
        ("{{ ''.__class__.__mro__ }}", "line 1"),
        ("{{ a() }}", "line 1"),
        ("@ nic", "no chart"),
    ],
)
def test_a_wrong_template(tmp_path, text, said):
    """Said with the template's name and line; nothing of a value is repeated."""
    with pytest.raises(WrongTemplate, match=f"muj.md.*{said}") as caught:
        fill("muj", {"a": "tajné"}, folder=own(tmp_path, text))
    assert "tajné" not in str(caught.value)


@pytest.mark.parametrize("name", ["nobody", "../etc", "A", ""])
def test_no_such_template(name):
    """A template has a plain name."""
    with pytest.raises(WrongTemplate):
        fill(name, {})


def test_an_offices_own_file_that_is_no_text(tmp_path):
    """It is said that it must be UTF-8."""
    (tmp_path / "muj.md").write_bytes(b"\xff")
    with pytest.raises(WrongTemplate, match="UTF-8"):
        fill("muj", {}, folder=tmp_path)


def test_the_packaged_ones():
    """What ships."""
    assert set(template.names()) >= {"protokol", "uoou", "dopis", "zprava_reditelce", "zaznam", "vyrocni_zprava", "zaznamovy_list"}

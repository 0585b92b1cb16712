"""Drawn tables and forms are read as tables and forms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.text import layout
from detectors.text.layout import changes
from support.found import found

READ = [
    ("<tr><td>č. OP</td><td>1</td></tr>", "\nč. OP\t1\n", "a row of label and value"),
    ("<table>\n<tr><th>a</th>\n<th>b</th></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>", "\na\tb\n1\t2\n", "rows on end"),
    ('<TABLE><TR><TD class="x">a</TD><TD>b</TD></TR></TABLE>', "\na\tb\n", "capitals and attributes"),
    ("<td>a<br>b</td><td><b>c</b></td>", "\ta\nb\tc\t", "other tags inside"),
    ("Jméno ........ Jan", "Jméno: Jan", "dots"),
    ("Jméno________Jan", "Jméno: Jan", "a line to write on"),
    ("Jméno ……… Jan", "Jméno: Jan", "dots of three"),
    ("Jméno . . . . . Jan", "Jméno: Jan", "dots apart"),
    ("Schránka (IDDS) ....... abc", "Schránka (IDDS): abc", "dots behind a bracket"),
    ('<udaj nazev="Nar.">1971</udaj>', '<udaj nazev="Nar.: 1971</udaj>', "an attribute and its element"),
]

UNTOUCHED = [
    ("a < b a c > d", "comparison"),
    ("List<String> x; <b>tučně</b>", "tags without a table"),
    ("Počkejte... hned.", "an ellipsis"),
    ("1.2.3.4.5", "a version"),
    ("snake__case", "two underscores"),
]

FOUND = [
    ("<tr><td>č. OP</td><td>204815936</td></tr>", "CZ_ID_CARD", "204815936", "a row"),
    ("<table><tr><th>spis</th><th>RID</th></tr><tr><td>7</td><td>6825081510</td></tr></table>", "CZ_RID", "6825081510", "a column"),
    ("Datum narození ............ 19. 3. 1971", "DATE_OF_BIRTH", "19. 3. 1971", "a form"),
]


def read(text: str) -> str:
    """The text with its changes made."""
    done, pieces = 0, []
    for change in changes(text):
        pieces += [text[done : change.start], change.read]
        done = change.end
    return "".join([*pieces, text[done:]])


@pytest.mark.parametrize(("text", "plain", "reason"), READ, ids=[row[2] for row in READ])
def test_read(text: str, plain: str, reason: str) -> None:
    """Cells become columns, rows lines, dots a colon."""
    assert read(text) == plain, reason


@pytest.mark.parametrize(("text", "reason"), UNTOUCHED, ids=[row[1] for row in UNTOUCHED])
def test_untouched(text: str, reason: str) -> None:
    """What is neither stays as it is."""
    assert not list(changes(text)), reason


@pytest.mark.parametrize(("text", "entity", "value", "reason"), FOUND, ids=[row[3] for row in FOUND])
def test_found(text: str, entity: str, value: str, reason: str) -> None:
    """The finding lies at the value in the text as given."""
    assert (entity, value) in found(text), reason


def test_changes_come_in_order_and_apart() -> None:
    """Also where dots stand in a table."""
    text = "<tr><td>OP ........ 1</td></tr>" * 3
    last = 0
    for change in changes(text):
        assert last <= change.start < change.end
        last = change.end


@pytest.mark.parametrize("unit", ["<", "<a", "<td>", "<td> \n ", ".", ". ", "_", "…", 'a">b', "a....", "<td " + "x" * 298])
def test_hostile_texts_stay_linear(unit: str) -> None:
    """No text makes it look back: the runs and tags of a text cover it at most once."""
    text = "</td>" + unit * (200_000 // len(unit))
    covered = sum(change.end - change.start for change in changes(text))
    assert covered <= len(text)


@given(st.text(st.sampled_from('...__……  a>"<)'), max_size=60))
def test_runs_and_names_as_they_are_said(text: str) -> None:
    """The patterns find what the same, said plainly, finds."""
    dots = re.compile(r"(?<![._…])(?:\.{4,}+|_{4,}+|…{2,}+|(?:\. ){4,}+\.?)")
    named = re.compile(r"(?<=[\w.)])\">(?=[^<\s])")
    for plain, pattern in ((dots, layout._DOTS), (named, layout._NAMED)):
        assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in plain.finditer(text)]

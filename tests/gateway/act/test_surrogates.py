"""Realistic values that are nobody's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.phone_plan import is_czech, is_slovak
from gateway.act.restore import Restorer
from gateway.act.surrogates import SURNAMES, forms, only, written
from gateway.act.tokens import Token

WOMAN, MAN = Token("OSOBA", 1), Token("OSOBA", 2)
VALUES = {
    WOMAN: "Jana Dvořáková", MAN: "Karel Novák", Token("RODNE_CISLO", 1): "715319/2743", Token("TELEFON", 1): "724 123 456",
    Token("BANKOVNI_UCET", 1): "2000145399/0800", Token("E_MAIL", 1): "jana@urad.example", Token("ADRESA", 1): "Lipová 12, Brno",
}  # fmt: skip


@pytest.mark.parametrize("number", [1, 2, 99, 100, 101, 999])
def test_nobody_can_have_it(number):
    """Day 00, bank 0000, a number that begins with 1, a domain that does not exist."""
    birth = written(Token("RODNE_CISLO", number), "715319/2743")
    assert birth[4:6] == "00"
    assert len(birth) == 11
    assert written(Token("BANKOVNI_UCET", number), "x").endswith("/0000")
    digits = written(Token("TELEFON", number), "x").replace(" ", "")[4:]
    assert len(digits) == 9
    assert not is_czech(digits)
    assert not is_slovak(digits)
    assert written(Token("E_MAIL", number), "x").endswith(".invalid")


@pytest.mark.parametrize("name", ["RODNE_CISLO", "BANKOVNI_UCET", "TELEFON", "E_MAIL"])
def test_each_number_has_its_own(name):
    """No two tokens of a kind share one; whoever comes after the last keeps the token."""
    made = [written(Token(name, number), "715319/2743") for number in range(1, 1000)]
    assert len(set(made)) == 999
    assert written(Token(name, 1000), "x") == f"[{name}_1000]"


def test_each_person_has_a_surname():
    """No two of one list; afterwards tokens."""
    assert len({forms(Token("OSOBA", number), "Karel Novák")[0].split()[1] for number in range(1, len(SURNAMES) + 1)}) == len(SURNAMES)
    assert written(Token("OSOBA", len(SURNAMES) + 1), "Karel Novák") == f"[OSOBA_{len(SURNAMES) + 1}]"


CASES = [
    ("Jana Dvořáková", WOMAN, "Irena Borláková", "nominative"),
    ("Jany Dvořákové", WOMAN, "Ireny Borlákové", "genitive"),
    ("Janě Dvořákové", WOMAN, "Ireně Borlákové", "dative"),
    ("Janu Dvořákovou", WOMAN, "Irenu Borlákovou", "accusative"),
    ("Janou Dvořákovou", WOMAN, "Irenou Borlákovou", "instrumental"),
    ("Dvořáková", WOMAN, "Irena Borláková", "the surname alone"),
    ("Karel Novák", MAN, "Robin Drabník", "nominative of a man"),
    ("Karla Nováka", MAN, "Robina Drabníka", "genitive of a man"),
    ("Karlu Novákovi", MAN, "Robinovi Drabníkovi", "dative of a man"),
    ("Karlem Novákem", MAN, "Robinem Drabníkem", "instrumental of a man"),
]


@pytest.mark.parametrize(("mention", "token", "expected", "why"), CASES, ids=[row[3] for row in CASES])
def test_gender_and_case(mention, token, expected, why):
    """As the mention has them."""
    assert written(token, VALUES[token], mention) == expected, why


BACK = [
    ("Vážená paní Borláková,", "Vážená paní Jana Dvořáková,", "the surname alone"),
    ("s Irenou Borlákovou", "s Jana Dvořáková", "another case"),
    ("Drabníkovi", "Karel Novák", "a man's surname in the dative"),
    ("tel. +420199000001", "tel. 724 123 456", "a number without spaces"),
    ("č. 605300/0071.", "č. 715319/2743.", "a birth number"),
    ("osoba1@urad.invalid", "jana@urad.example", "an address"),
    ("[ADRESA_1] a [OSOBA_2]", "Lipová 12, Brno a Karel Novák", "tokens still"),
    ("Borlákovic rodina", "Borlákovic rodina", "another word"),
]


@pytest.mark.parametrize(("said", "expected", "why"), BACK, ids=[row[2] for row in BACK])
@given(cuts=st.lists(st.integers(0, 40), max_size=8))
def test_back_however_it_is_cut(said, expected, why, cuts):
    """Whole and fragmented answers are restored alike."""
    restore = Restorer(VALUES, surrogates=True)
    edges = sorted({0, len(said), *(min(cut, len(said)) for cut in cuts)})
    parts = [said[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    assert "".join(restore(("a",), part, at == len(parts) - 1) for at, part in enumerate(parts)) == expected, why


PIECES = [
    "Irena",
    " ",
    "Borlák",
    "ová",
    "Robin",
    " Drabník",
    "+420 199",
    " 000 001",
    "605300",
    "/0071",
    "osoba1@",
    "urad.invalid",
    "x",
    "1",
    ".",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.lists(st.integers(0, 150), max_size=10))
def test_cutting_changes_nothing(text, cuts):
    """Whatever the text."""
    whole = Restorer(VALUES, surrogates=True)(("a",), text, True)
    restore = Restorer(VALUES, surrogates=True)
    edges = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    parts = [text[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    assert "".join(restore(("a",), part, at == len(parts) - 1) for at, part in enumerate(parts)) == whole


@pytest.mark.parametrize(
    ("text", "found", "ours", "why"),
    [
        ("paní Irena Borláková, 605300/0071", ["Irena Borláková", "605300/0071"], True, "exactly what was put in"),
        ("paní Irena Borláková", ["Borláková", "Irena"], True, "parts of it"),
        ("Irena Borláková, 605300/0071", ["Irena Borláková, 605300/0071"], True, "two in one"),
        ("Irena Borláková a 715319/2743", ["715319/2743"], False, "a value"),
        ("Irena Borláková Nováková", ["Irena Borláková Nováková"], False, "more than it"),
        ("Irena Nováková", ["Irena"], False, "a part that stands elsewhere"),
        ("605300/007", ["605300/007"], False, "less than it"),
        ("Irena Borláková a Irena", ["Irena Borláková a Irena"], False, "words between"),
    ],
)
def test_what_a_second_scan_may_find(text, found, ours, why):
    """What lies in surrogates where they stand, and nothing else."""
    assert only([(text, text.index(one), text.index(one) + len(one)) for one in found], VALUES) is ours, why

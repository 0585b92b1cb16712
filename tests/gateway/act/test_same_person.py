"""Which mentions are of one person."""

from __future__ import annotations

import pytest

from gateway.act.same_person import Persons

SAME = [
    (["Jan Novák", "Janu Novákovi", "Jana Nováka", "Janem Novákem", "Novák", "Novákovi"], "every case and the lone surname"),
    (["Ing. Jan Novák, Ph.D.", "Jan Novák", "pan Novák", "pana Nováka"], "with titles and without"),
    (["Novák Jan", "Jan Novák"], "either order"),
    (["NOVÁK Jan", "jan novák"], "any case of letters"),
    (["Jana Nováková", "Janě Novákové", "paní Nováková", "Novákovou"], "a woman"),
    (["Marie Novotná", "Marii Novotné", "paní Novotnou"], "an adjectival surname"),
    (["Petr Hájek", "Petra Hájka", "Hájkovi"], "a fleeting vowel"),
    (["Nguyen Van Minh", "Nguyen Van Minha"], "a foreign name"),
]
APART = [
    (["Jan Novák", "Jana Nováková"], "husband and wife"),
    (["Jan Novák", "Petr Novák"], "brothers"),
    (["Jan Novák", "Jan Svoboda"], "one given name"),
    (["Novákova", "Svoboda"], "nothing in common"),
]


@pytest.mark.parametrize(("mentions", "why"), SAME, ids=[row[1] for row in SAME])
def test_one_person(mentions, why):
    """Every form of a name is one person, in any order of mention."""
    for order in (mentions, [mentions[0], *reversed(mentions[1:])]):
        persons = Persons()
        assert {persons.number(mention) for mention in order} == {1}, why


@pytest.mark.parametrize(("mentions", "why"), APART, ids=[row[1] for row in APART])
def test_several_persons(mentions, why):
    """Different people are never one."""
    persons = Persons()
    assert [persons.number(mention) for mention in mentions] == list(range(1, len(mentions) + 1)), why


def test_a_surname_that_fits_two():
    """A lone surname that could be either's is nobody's: it is a person of its own."""
    persons = Persons()
    assert [persons.number(name) for name in ("Jan Novák", "Petr Novák", "Novákovi")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("mentions", "given_back"),
    [
        (["Janu Novákovi", "Jan Novák", "Nováka"], "Jan Novák"),
        (["Novákovi", "Jana Nováka"], "Jana Nováka"),
        (["Janě Novákové", "Jana Nováková"], "Jana Nováková"),
        (["pana Nováka", "pan Novák"], "pan Novák"),
    ],
)
def test_the_form_to_give_back(mentions, given_back):
    """The fullest, and of those the one most like the nominative."""
    persons = Persons()
    for mention in mentions:
        persons.number(mention)
    assert persons.name(1) == given_back

"""Values become tokens."""

from __future__ import annotations

import pytest

from gateway.act.pseudonyms import CannotPseudonymise, Table, replace
from gateway.act.tokens import Token
from gateway.model import Segment, SegmentKind

RC = "715319/2743"


def spans(texts, values):
    return [
        (at, start, start + len(value), entity)
        for at, text in enumerate(texts)
        for value, entity in values
        for start in range(len(text))
        if text.startswith(value, start)
    ]


def run(texts, values, table=None):
    table = table or Table()
    segments = [Segment((at,), text) for at, text in enumerate(texts)]
    changes = replace(segments, spans(texts, values), table)
    return [changes.get((at,), text) for at, text in enumerate(texts)], table


def test_one_value_one_token():
    """One value is one token however it is written, and in every turn."""
    texts = [f"Jan Novák, {RC}", "nic", f"Janu Novákovi ({RC.replace('/', '')})"]
    out, table = run(
        texts, [("Jan Novák", "PERSON"), ("Janu Novákovi", "PERSON"), (RC, "CZ_BIRTH_NUMBER"), (RC.replace("/", ""), "CZ_BIRTH_NUMBER")]
    )
    assert out == ["[OSOBA_1], [RODNE_CISLO_1]", "nic", "[OSOBA_1] ([RODNE_CISLO_1])"]
    assert table.values == {Token("OSOBA", 1): "Jan Novák", Token("RODNE_CISLO", 1): RC}


def test_the_next_turn_gives_the_same_tokens():
    """A longer history begins with the same tokens."""
    first = run(["Jan Novák"], [("Jan Novák", "PERSON")])[0]
    second = run(["Jan Novák", "Petr Svoboda"], [("Jan Novák", "PERSON"), ("Petr Svoboda", "PERSON")])[0]
    assert second == [*first, "[OSOBA_2]"]


def test_overlaps_are_one():
    """Findings that overlap become one token; the longest names the kind."""
    segments = [Segment((0,), "Dlouhá 5, Praha Nováková")]
    changes = replace(segments, [(0, 0, 15, "CZ_ADDRESS"), (0, 10, 15, "PERSON"), (0, 12, 24, "PERSON")], Table())
    assert changes == {(0,): "[ADRESA_1]"}


def test_a_token_that_somebody_typed():
    """A number that a text already uses is not given to anybody else."""
    out, _ = run(["Co je [OSOBA_1]?", "Jan Novák"], [("Jan Novák", "PERSON")])
    assert out == ["Co je [OSOBA_1]?", "[OSOBA_2]"]


@pytest.mark.parametrize("kind", [kind for kind in SegmentKind if kind is not SegmentKind.TEXT])
def test_where_no_token_can_stand(kind):
    """A value in a key, a number, an address or a header cannot be replaced: it must block."""
    with pytest.raises(CannotPseudonymise) as caught:
        replace([Segment((0,), RC, kind=kind)], [(0, 0, len(RC), "CZ_BIRTH_NUMBER")], Table())
    assert RC not in str(caught.value)


def test_a_table_goes_on():
    """What was remembered goes on: old values keep their tokens, new ones get new numbers."""
    _, table = run(["Jan Novák", RC], [("Jan Novák", "PERSON"), (RC, "CZ_BIRTH_NUMBER")])
    again = Table.from_json(table.to_json())
    out, _ = run(
        ["Novákovi a Petru Svobodovi", RC], [("Novákovi", "PERSON"), ("Petru Svobodovi", "PERSON"), (RC, "CZ_BIRTH_NUMBER")], again
    )
    assert out == ["[OSOBA_1] a [OSOBA_2]", "[RODNE_CISLO_1]"]
    assert again.values[Token("OSOBA", 1)] == "Jan Novák"


def test_nothing_shows_a_value():
    """Neither the table nor an error shows what it holds."""
    _, table = run(["Jan Novák"], [("Jan Novák", "PERSON")])
    assert "Nov" not in repr(table)


def test_numbers_begin_above_the_floor():
    """Where earlier tokens of a conversation are forgotten, their numbers are not given out again, not even after a round trip."""
    table = Table(floor=7)
    assert str(table.token("CZ_BIRTH_NUMBER", "715319/2743")) == "[RODNE_CISLO_8]"
    again = Table.from_json(table.to_json())
    assert str(again.token("EMAIL_ADDRESS", "a@b.cz")) == "[E_MAIL_8]"
    assert again.highest() == 8
    assert Table(floor=3).highest() == 3

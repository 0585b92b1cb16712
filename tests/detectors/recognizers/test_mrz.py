"""Machine-readable zones are found whole, as the document they belong to."""

from __future__ import annotations

import pytest

from support import zones
from support.found import found
from support.numbers import acting

PASSPORT = tuple(zones.td3())

FOUND = [
    ("\n".join(PASSPORT), "CZ_PASSPORT", "a Czech passport"),
    ("\n".join(zones.td3("FE1234567", "VZORNYI<<IVAN", state="UKR")), "CZ_PASSPORT", "a foreign passport"),
    ("\n".join(zones.td1()), "CZ_ID_CARD", "an identity card"),
    ("\n".join(zones.td1(kind="IR")), "CZ_RESIDENCE_PERMIT", "a residence card"),
    ("\n".join(zones.td1("EA123456", state="SVK")), "SK_ID_CARD", "a Slovak identity card"),
    ("\n".join(zones.td2()), "CZ_RESIDENCE_PERMIT", "a visa"),
]

CLEAN = [
    ("cout << A << B << C << D << E << ENDL << STD << CERR", "C++"),
    ("<DIV><P>AHOJ</P><TABLE><TR><TD>123456</TD></TR></TABLE>", "HTML in capitals"),
    ("cat <<EOF\nABCDEFGHIJKLMNOP\nEOF", "a here document"),
    ("<" * 60, "nothing but fillers"),
    ("<<<<<<< HEAD\nABCDEFGHIJKLMNOPQRSTUV\n=======\n>>>>>>> 0123456789abcdef01234567", "a conflict of versions"),
    ("IF A<B AND C<D THEN PRINT 123456789 AND E<<F", "a condition"),
    ("1 << 20 | 2 << 30 | 4 << 40 | 8 << 50", "shifts"),
    ("ABCDEFGH<IJKLMNOPQ<RSTUVWXYZ<0123456789<ABCDE", "letters and fillers without a structure"),
    ("SELECT * FROM T WHERE A<100 AND B<200 AND C<300000000", "SQL"),
    ("P<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "an empty form"),
    ("7103195M3011021", "the beginning of a line alone"),
    ("QWERTYUIOPASDFGHJKLZXCVBNM1234567890QWERTYUI", "44 characters of a key"),
]


@pytest.mark.parametrize(("text", "entity", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_the_kind(text: str, entity: str, reason: str) -> None:
    """The whole zone is one finding of its document's kind, however it was copied."""
    lines = text.split("\n")
    assert found(text, "CZ_PASSPORT", "CZ_ID_CARD", "CZ_RESIDENCE_PERMIT", "SK_ID_CARD") == [(entity, text)], reason
    for spelling in (
        "\r\n".join(lines),
        "\n   ".join(" ".join(line) for line in lines),
        text.lower(),
        text.replace("<<", "«"),
        "\n\n".join(lines),
    ):
        assert acting(spelling, entity) == [spelling], reason
    assert acting(f"Naskenováno: {text} konec", entity) == [text], reason


@pytest.mark.parametrize(("text", "entity", "reason"), FOUND[:5], ids=[row[2] for row in FOUND[:5]])
def test_joined(text: str, entity: str, reason: str) -> None:
    """Lines without their breaks are still the zone."""
    joined = text.replace("\n", "")
    assert acting(joined, entity) == [joined], reason


def test_misread() -> None:
    """Letters where digits must stand are read as digits; a wrong character elsewhere only lowers the score."""
    text = "\n".join(PASSPORT).replace("0", "O")
    assert acting(text, "CZ_PASSPORT") == [text]
    broken = PASSPORT[0] + "\n" + PASSPORT[1].replace("7103", "7104")
    assert acting(broken, "CZ_PASSPORT") == [broken]


def test_a_line_alone() -> None:
    """Either line of a passport is enough."""
    assert acting(PASSPORT[0], "CZ_PASSPORT") == [PASSPORT[0]]
    assert acting(PASSPORT[1], "CZ_PASSPORT") == [PASSPORT[1]]


def test_the_birth_number_in_it_is_part_of_it() -> None:
    """A zone with the birth number in its optional field is one finding."""
    text = "\n".join(zones.td3(optional="7103192745"))
    assert found(text, "CZ_PASSPORT", "CZ_BIRTH_NUMBER", "SK_BIRTH_NUMBER") == [("CZ_PASSPORT", text)]


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No zone."""
    assert found(text, "CZ_PASSPORT", "CZ_ID_CARD", "CZ_RESIDENCE_PERMIT", "SK_ID_CARD") == [], reason

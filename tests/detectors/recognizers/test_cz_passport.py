"""CZ_PASSPORT: beside its label, in Czech and foreign spellings; belts, animals' passports and records of roads are none."""

from __future__ import annotations

import pytest

from support.numbers import acting

FOUND = [
    ("cestovní pas č. 40123456", "40123456", "the whole name"),
    ("cestovního pasu číslo 40123456", "40123456", "genitive"),
    ("Předložila cestovní doklad č. 40123456.", "40123456", "travel document"),
    ("číslo pasu: 40123456", "40123456", "number of the passport"),
    ("Číslo pasu\n40123456", "40123456", "on the next line of a form"),
    ("pas č. 401 234 56", "401 234 56", "in groups"),
    ("pas 40 12 34 56", "40 12 34 56", "in pairs"),
    ("s pasem č. 40123456", "40123456", "instrumental"),
    ("CISLO PASU 40123456", "40123456", "capitals, no diacritics"),
    ("cislo_pasu=40123456", "40123456", "a column's name"),
    ('{"cislo_pasu": "40123456"}', "40123456", "JSON"),
    ("passport no. FE123456", "FE123456", "foreign, English label"),
    ("ukrajinský cestovní pas FE 123456", "FE 123456", "foreign, with a space"),
    ("pas Socialistické republiky Vietnam č. C1234567", "C1234567", "one letter and seven digits"),
    ("Reisepass C01X00T47", "C01X00T47", "a mixed German number"),
    ("cestovní pas (Jana Vzorná): 40123456", "40123456", "the holder's name between"),
    ("pas vydaný Městským úřadem Vzorov pod č. 40123456", "40123456", "who issued it between"),
    ("40123456 (číslo pasu)", "40123456", "the label behind"),
    ("č. CP 40123456", "40123456", "the alien police's abbreviation"),
    ("pas č. 4O123456", "4O123456", "a letter O for the zero"),
    ("biometrický pas č.40123456", "40123456", "no space"),
]

CLEAN = [
    ("40123456", "eight digits are anything"),
    ("bezpečnostní pás č. 40123456", "a belt"),
    ("řemenový pás 40123456", "a belt of a machine"),
    ("pasport komunikací č. 40123456", "a record of roads"),
    ("technický pasport budovy 40123456", "a record of a building"),
    ("pas zvířete v zájmovém chovu č. 40123456", "an animal's"),
    ("pas psa: 40123456", "a dog's"),
    ("průkaz koně 40123456", "a horse's"),
    ("Předložil pas. Částka 40123456 Kč byla uhrazena.", "another sentence, a sum"),
    ("pas, variabilní symbol 40123456", "a nearer label"),
    ("kopie pasu, smlouva č. 40123456", "a contract"),
    ("pas vydán dne 20240101", "a date"),
    ("pas platný do 20301231", "until when"),
    ("kompas 40123456", "the end of another word"),
    ("zápas 40123456", "a match"),
    ("popas 40123456 ks", "the end of another word, a count"),
    ("pas č. 4012345678901", "too long"),
    ("číslo pasu má osm číslic", "no number"),
    ("IČO 70891508, pasová agenda", "another number"),
    ("pas předložen, telefon 724 123 456", "a phone"),
    ("zákon o cestovních dokladech č. 329/1999 Sb.", "a law"),
    ("pasáž 40123456", "a passage"),
    ("pasivní saldo 40123456 Kč", "another word"),
    ("cestovní náhrady 40123456", "another travel word"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert acting(text, "CZ_PASSPORT") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No passport."""
    assert acting(text, "CZ_PASSPORT") == [], reason


def test_a_list() -> None:
    """A label speaks for every number of a list."""
    assert acting("pasy č. 40123456, 40123457 a 40123458", "CZ_PASSPORT") == ["40123456", "40123457", "40123458"]


@pytest.mark.parametrize("text", ["<cisloPasu>40123456</cisloPasu>", "cisloPasu: 40123456", '"cisloCestovnihoDokladu":"40123456"'])
def test_names_of_fields(text: str) -> None:
    """Names of fields are labels too, however their words are joined."""
    assert acting(text, "CZ_PASSPORT") == ["40123456"]

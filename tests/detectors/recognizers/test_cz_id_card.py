"""CZ_ID_CARD: only beside its label, and not where OP means something else."""

from __future__ import annotations

import pytest

from support.found import values

FOUND = [
    ("občanský průkaz č. 204815936", "204815936", "the whole name"),
    ("č. OP: 204815936", "204815936", "the abbreviation"),
    ("OP 204815936", "204815936", "the abbreviation tight"),
    ("OP č. 204 815 936", "204 815 936", "in groups"),
    ("číslo OP 204815936", "204815936", "number of the card"),
    ("občanského průkazu 123456 AB", "123456 AB", "the old series behind"),
    ("OP: 123456 AB 12", "123456 AB 12", "the old series with digits"),
    ("občanka AB 123456", "AB 123456", "the old series before"),
    ("doklad totožnosti: 204815936", "204815936", "the law's word"),
    ("číslo dokladu 204815936", "204815936", "in a form"),
    ("204815936 (číslo OP)", "204815936", "the label behind"),
    ("obcansky prukaz 204815936", "204815936", "no diacritics"),
    ("Ověřil jsem OP (žadatele): 204815936", "204815936", "a bracket between"),
    ("občanský průkaz č. LV 123456", "LV 123456", "an old series that is an abbreviation of something else"),
    ("Číslo občanského průkazu je NR 404898", "NR 404898", "the same"),
    ("prijmeni;op\nVzorný;204815936", "204815936", "CSV"),
    ("OP ČR 204815936", "204815936", "of the Czech Republic"),
    ("OP Jana Nováka 204815936", "204815936", "a name between"),
    ("OP AB 123456", "AB 123456", "a series that could be an abbreviation"),
]

CLEAN = [
    ("204815936", "nine digits are anything"),
    ("OP Zaměstnanost, projekt 204815936", "operational programme"),
    ("operační program (OP) 204815936", "operational programme spelled out"),
    ("obchodní podmínky, dále jen OP 123456789", "business terms"),
    ("ochranné pásmo OP 123456789", "protective zone"),
    ("tel. 724123456", "a phone"),
    ("občanský průkaz předložen, telefon 724123456", "a phone nearer its own label"),
    ("občanský průkaz\n" + "x" * 80 + " 204815936", "too far"),
    ("IČO 70891508", "eight digits"),
    ("občanský průkaz č. 2048159361", "ten digits"),
    ("STOP 204815936", "the end of another word"),
    ("částka 204 815 936 Kč", "a sum"),
    ("Faktura – daňový doklad, číslo dokladu 202400123", "an invoice"),
    ("číslo dokladu 202400123, splatnost 14 dní", "an invoice, told by what follows"),
    ("pokladní doklad č. 202400123", "a receipt"),
    ("občanský zákoník č. 89/2012 Sb., občan 204815936", "another word of the same root"),
    ("energetický průkaz č. 204815936", "a building's document"),
    ("počet občanských průkazů: 204815936", "a count"),
    ("op 204815936", "small letters: opus, operation"),
    ("OP PIK 204815936", "an operational programme: OP PIK 204815936"),
    ("výzva OP TAK č. 204815936", "an operational programme: výzva OP TAK č. 20481593"),
    ("projekt OP LZZ 204815936", "an operational programme: projekt OP LZZ 204815936"),
    ("OP Z 204815936", "an operational programme: OP Z 204815936"),
    ("OP Z+ 204815936", "an operational programme: OP Z+ 204815936"),
    ("Žádost v OP ST č. 204 815 936", "an operational programme: Žádost v OP ST č. 204 81"),
    ("Výzva OP Doprava č. 204815936", "an operational programme: Výzva OP Doprava č. 2048"),
    ("OP JAK č. projektu 204815936", "an operational programme: OP JAK č. projektu 20481"),
    ("OPŽP 2021–2027, projekt 204815936", "an operational programme: OPŽP 2021–2027, projekt"),
    ("IROP, číslo projektu 204815936", "an operational programme: IROP, číslo projektu 204"),
    ("OP VVV, reg. č. CZ.02.3.68/0.0/0.0/16_032/0008296", "an operational programme: OP VVV, reg. č. CZ.02.3."),
    ("Číslo výzvy OP Z: 031900123", "an operational programme: Číslo výzvy OP Z: 031900"),
    ("Kód žádosti OP PIK: 204815936", "an operational programme: Kód žádosti OP PIK: 2048"),
    ("Registrační číslo projektu v rámci OP PMP: 204815936", "an operational programme: Registrační číslo projek"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The number as written."""
    assert values(text, "CZ_ID_CARD") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No identity card."""
    assert values(text, "CZ_ID_CARD") == [], reason

"""CZ_CASE_MARK: files that lead to a person; law, case law cited as authority, and an office's own letters are none."""

from __future__ import annotations

import pytest

from support.found import only
from support.numbers import acting

FOUND = [
    ("Spis 12 T 34/2015, obžalovaný Jan Novák", "12 T 34/2015", "a file"),
    ("sp. zn. 12 C 345/2023", "12 C 345/2023", "a civil case"),
    ("u Okresního soudu ve Vzorově pod sp. zn. 36 P 123/2023-45", "36 P 123/2023-45", "custody, with the page"),
    ("36 P a Nc 123/2023", "36 P a Nc 123/2023", "custody: unmistakable letters"),
    ("sp.zn. 0 P 12/2024", "0 P 12/2024", "guardianship"),
    ("trestní věc vedená pod 5 T 12/2024", "5 T 12/2024", "criminal"),
    ("2 Tm 3/2024", "2 Tm 3/2024", "of youth"),
    ("usnesení č. j. 15 D 234/2022-18", "15 D 234/2022-18", "an inheritance"),
    ("KSUL 45 INS 1234/2015", "KSUL 45 INS 1234/2015", "insolvency"),
    ("KSLB 57 INS 123/2024-A-12", "KSLB 57 INS 123/2024-A-12", "insolvency, a document of the file"),
    ("sp. zn. 45 INS 1234/2015", "45 INS 1234/2015", "insolvency without the court"),
    ("MSPH99INS12345/2020", "MSPH99INS12345/2020", "insolvency, tight"),
    ("57 ICm 123/2019, sp. zn. KSUL 57 ICm 123/2019", None, "an incident, twice"),
    ("exekuce sp. zn. 203 EX 12345/21", "203 EX 12345/21", "execution"),
    ("exekuční příkaz 067 Ex 123/2024-15", "067 Ex 123/2024-15", "execution, small letters"),
    ("č. j. 20 EXE 1234/2012", "20 EXE 1234/2012", "the court's execution"),
    ("KRPL-1234-5/TČ-2024-180581", "KRPL-1234-5/TČ-2024-180581", "the police"),
    ("KRPA-12345/PŘ-2024-001234", "KRPA-12345/PŘ-2024-001234", "the police, an offence"),
    ("OAM-12345/DP-2024", "OAM-12345/DP-2024", "a foreigner's file"),
    ("státní zastupitelství, sp. zn. 1 ZT 123/2024", "1 ZT 123/2024", "the prosecution"),
    ("nález sp. zn. I. ÚS 123/20 ve věci Jana Vzorného", "I. ÚS 123/20", "case law with a person"),
    ("rozsudek 6 As 113/2014, žalobce Jan Vzorný", "6 As 113/2014", "case law with a party"),
    ("parc. č. 123/4 v k. ú. Vzorov", "parc. č. 123/4 v k. ú. Vzorov", "a parcel and its district"),
    ("k.ú. Vzorov [612345], p.č. 45", "k.ú. Vzorov [612345], p.č. 45", "the district first"),
    ("katastrální území Vzorov, LV č. 678", "katastrální území Vzorov, LV č. 678", "an ownership sheet"),
    ("pozemek st. 12 v katastrálním území Vzorov", "pozemek st. 12 v katastrálním území Vzorov", "a building's parcel"),
]

CLEAN = [
    ("Rozsudek NSS č. j. 4 As 12/2015 – jaká je právní věta?", "case law, whose court is nobody's name"),
    ("zákon č. 250/2000 Sb.", "a law"),
    ("vyhláška č. 194/2009 Sb.", "a regulation"),
    ("nařízení (EU) 2016/679", "a regulation of the Union"),
    ("usnesení rady č. 845/24/RK", "a resolution"),
    ("rozsudek NSS č. j. 6 As 113/2014-35", "case law"),
    ("nález Ústavního soudu sp. zn. Pl. ÚS 24/10", "case law of the Constitutional Court"),
    ("viz usnesení I. ÚS 123/20", "case law, briefly"),
    ("rozsudek Nejvyššího soudu ze dne 5. 1. 2021, sp. zn. 25 Cdo 1234/2019", "case law of the Supreme Court"),
    ("rozsudek Krajského soudu v Hradci Králové č. j. 30 A 45/2019-56", "an administrative court, a town of two words"),
    ("judikatura: 2 Afs 45/2018, 7 As 12/2020, 1 Ads 3/2019", "a list of case law"),
    ("stanovisko Cpjn 201/2013", "an opinion"),
    ("č. j. KÚLK 12345/2024", "an office's letter: reported only"),
    ("č.j. MUVZ/123/2024/SO", "another office's"),
    ("KULK 12345/2024", "the same without a label"),
    ("3 D 12/2020", "letters without a court"),
    ("5 A 4/2023", "another letter"),
    ("pokoj 12 C 34/20", "a room"),
    ("parc. č. 123/4", "a parcel without its district"),
    ("k. ú. Vzorov", "a district without a parcel"),
    ("LV 678", "a sheet without its district"),
    ("katastrální úřad, lhůta 30 dnů", "an office and a term"),
    ("školní rok 2023/2024", "a school year"),
    ("zlomek 3/4, sezona 12/2024", "fractions"),
    ("verze 2 B 1/2024", "a version"),
    ("ČSN 73 4301/2004", "a standard"),
    ("4 ks 12/2024", "pieces"),
    ("pozemková kniha v k. ú. Liberec", "no mark of a file, no parcel: pozemková kniha v k. ú. Libe"),
    ("výměra 1200 m² v k. ú. Liberec", "no mark of a file, no parcel: výměra 1200 m² v k. ú. Liber"),
    ("Rok 2024 v k. ú. Liberec", "no mark of a file, no parcel: Rok 2024 v k. ú. Liberec"),
    ("st. 12 prací", "no mark of a file, no parcel: st. 12 prací"),
    ("list č. 3", "no mark of a file, no parcel: list č. 3"),
    ("č. p. 5 odst. 2 katastrálního území", "no mark of a file, no parcel: č. p. 5 odst. 2 katastrálníh"),
    ("katastrální území Liberec má 1234 parcel", "no mark of a file, no parcel: katastrální území Liberec má"),
    ("v k. ú. Liberec bude 12 nových lamp", "no mark of a file, no parcel: v k. ú. Liberec bude 12 nový"),
    ("dle § 5 odst. 2 katastrálního zákona", "no mark of a file, no parcel: dle § 5 odst. 2 katastrálníh"),
    ("vyhláška č. 357/2013 Sb., o katastrálním území", "no mark of a file, no parcel: vyhláška č. 357/2013 Sb., o"),
    ("usnesení č. 12/2024 pro k. ú. Liberec", "no mark of a file, no parcel: usnesení č. 12/2024 pro k. ú"),
    ("Zákon č. 256/2013 Sb.", "no mark of a file, no parcel: Zákon č. 256/2013 Sb."),
    ("7 T 10/20 článek", "no mark of a file, no parcel: 7 T 10/20 článek"),
    ("8 C 12/24", "no mark of a file, no parcel: 8 C 12/24"),
    ("norma 5 A 10/20", "no mark of a file, no parcel: norma 5 A 10/20"),
    ("Usnesení soudu 12/2024", "no mark of a file, no parcel: Usnesení soudu 12/2024"),
    ("formát 3 C 12/24", "no mark of a file, no parcel: formát 3 C 12/24"),
    ("č. 3 T 12/2024 je kód součásti", "no mark of a file, no parcel: č. 3 T 12/2024 je kód součás"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str | None, reason: str) -> None:
    """The mark as written."""
    expected = ["57 ICm 123/2019", "KSUL 57 ICm 123/2019"] if value is None else [value]
    assert acting(text, "CZ_CASE_MARK") == expected, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nothing that would act."""
    assert acting(text, "CZ_CASE_MARK") == [], reason


def test_custody_and_crime_weigh_more() -> None:
    """Files of minors and of crimes score more than other cases."""
    other = only("sp. zn. 12 C 345/2023", "CZ_CASE_MARK").score
    assert only("sp. zn. 12 P 345/2023", "CZ_CASE_MARK").score > other
    assert only("sp. zn. 12 T 345/2023", "CZ_CASE_MARK").score > other

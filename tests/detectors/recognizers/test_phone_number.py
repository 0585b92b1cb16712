"""PHONE_NUMBER: Czech, Slovak and international, and the numbers that only look like one."""

from __future__ import annotations

import pytest

from support.found import only, values

FOUND = [
    ("724 123 456", "a mobile in groups"),
    ("724123456", "a mobile"),
    ("+420724123456", "with the prefix"),
    ("+420 724 123 456", "with the prefix in groups"),
    ("(+420) 485 226 111", "with the prefix in brackets"),
    ("00420 485 226 111", "with zeros for the plus"),
    ("420724123456", "without the plus"),
    ("724/123456", "with a slash"),
    ("724.123.456", "with stops"),
    ("724-123-456", "with dashes"),
    ("724–123–456", "with en dashes"),
    ("724\u00a0123\u00a0456", "with hard spaces"),
    ("485 226 111", "a fixed line in groups"),
    ("+421 905 123 456", "Slovak"),
    ("00421905123456", "Slovak with zeros"),
    ("+1 202-555-0123", "American"),
    ("+49 30 123456", "German"),
    ("７２４ １２３ ４５６", "full-width"),
]

WITH_CONTEXT = [("tel. 485226111", "485226111"), ("mobil: 0905 123 456", "0905 123 456"), ("volejte 48 522 61 11", "48 522 61 11")]

MORE = [
    ("+420 (724) 123 456", "brackets inside"),
    ("+420-724-123-456", "hyphens"),
    ("+420 485226111", "prefix apart"),
    ("+420 72 41 23 456", "odd groups behind a prefix"),
    ("(+420)724123456", "prefix in tight brackets"),
    ("+43 1 58858 0", "Austrian"),
    ("+44 20 7946 0958", "British"),
    ("+380 44 123 4567", "Ukrainian"),
    ("+84 24 3825 1234", "Vietnamese"),
    ("0048 22 123 45 67", "Polish with zeros"),
    ("+420 123 456 789", "no number of the plan, but the prefix says so"),
]

CLEAN = [
    ("kód ÚTJ 602123456", "a cadastral code"),
    ("kód ZÚJ: 602 123 456", "a municipality's code"),
    ("510319/274", "a birth number of nine digits"),
    ("72 41 234 56", "odd groups"),
    ("724123456/0800", "an account"),
    ("724.123.456.789", "a longer code"),
    ("724123456-2024-001", "a reference"),
    ("770-770/770", "signs that differ"),
    ("| odbor | částka |\n|---|---|\n| doprava | 607 860 111 |", "a column of sums"),
    ("+12", "a difference"),
    ("1 + 234567890", "arithmetic"),
    ("č. j. 123456789", "a file number"),
    ("450 000 000 Kč", "a sum"),
    ("724 123 456 Kč", "a sum that could be a mobile"),
    ("725 000 000", "a round number"),
    ("VS 724123456", "a variable symbol"),
    ("IČO 70891508", "an organisation"),
    ("485226111", "a bare fixed line"),
    ("OP 602123456", "an identity card"),
    ("710319/2745", "a birth number"),
    ("19-2000145399/0800", "an account"),
    ("12. 3. 2024 10:30", "a time"),
    ("2024-03-12", "a date"),
    ("linka 123", "an extension only"),
    ("108/2006 Sb.", "a law"),
    ("CZ6508000000192000145399", "an account in its international form"),
    ("1234567890123", "a bar code"),
    ("a724123456", "a code"),
    ("IČO 724123456", "a code or a sum named right before: IČO 724123456"),
    ("smlouva č. 724123456", "a code or a sum named right before: smlouva č. 724123456"),
    ("smlouva 724 123 456", "a code or a sum named right before: smlouva 724 123 456"),
    ("Částka 724123456", "a code or a sum named right before: Částka 724123456"),
    ("č. smlouvy: 724 123 456", "a code or a sum named right before: č. smlouvy: 724 123 456"),
    ("kód 724123456", "a code or a sum named right before: kód 724123456"),
    ("variabilní symbol 724123456", "a code or a sum named right before: variabilní symbol 724123456"),
    ("VS: 724 123 456", "a code or a sum named right before: VS: 724 123 456"),
    ("číslo objednávky 724123456", "a code or a sum named right before: číslo objednávky 724123456"),
    ("zásilka 724123456", "a code or a sum named right before: zásilka 724123456"),
    ("č. faktury 602123456", "a code or a sum named right before: č. faktury 602123456"),
    ("faktura 602123456 ze dne 3. 3.", "a code or a sum named right before: faktura 602123456 ze dne 3."),
    ("projekt 777123456", "a code or a sum named right before: projekt 777123456"),
    ("inventární číslo 777123456", "a code or a sum named right before: inventární číslo 777123456"),
    ("inv. č. 777 123 456", "a code or a sum named right before: inv. č. 777 123 456"),
    ("výrobní číslo: 777123456", "a code or a sum named right before: výrobní číslo: 777123456"),
    ("sériové číslo 777 123 456", "a code or a sum named right before: sériové číslo 777 123 456"),
    ("S/N 777123456", "a code or a sum named right before: S/N 777123456"),
    ("č. pojistky 777123456", "a code or a sum named right before: č. pojistky 777123456"),
    ("pojistná smlouva č. 777 123 456", "a code or a sum named right before: pojistná smlouva č. 777 123"),
    ("evidenční číslo zakázky 777123456", "a code or a sum named right before: evidenční číslo zakázky 7771"),
    ("číslo jednací 777123456", "a code or a sum named right before: číslo jednací 777123456"),
    ("ID žádosti 777123456", "a code or a sum named right before: ID žádosti 777123456"),
    ("ID 777 123 456", "a code or a sum named right before: ID 777 123 456"),
    ("žádost 777123456", "a code or a sum named right before: žádost 777123456"),
    ("žádost č. 777 123 456", "a code or a sum named right before: žádost č. 777 123 456"),
    ("kód zakázky: 602 123 456", "a code or a sum named right before: kód zakázky: 602 123 456"),
    ("rozpočet 724 123 456", "a code or a sum named right before: rozpočet 724 123 456"),
    ("výdaje 724 123 456,00", "a code or a sum named right before: výdaje 724 123 456,00"),
    ("příjmy: 724 123 456", "a code or a sum named right before: příjmy: 724 123 456"),
    ("celkem 724 123 456", "a code or a sum named right before: celkem 724 123 456"),
    ("dotace 777 123 456 korun", "a code or a sum named right before: dotace 777 123 456 korun"),
    ("hodnota zakázky 602123456", "a code or a sum named right before: hodnota zakázky 602123456"),
    ("Celková cena: 602 123 456 Kč", "a code or a sum named right before: Celková cena: 602 123 456 Kč"),
    ("výše podpory 602 123 456", "a code or a sum named right before: výše podpory 602 123 456"),
    ("saldo 602123456", "a code or a sum named right before: saldo 602123456"),
    ("obrat firmy 602 123 456", "a code or a sum named right before: obrat firmy 602 123 456"),
    ("zisk 724123456", "a code or a sum named right before: zisk 724123456"),
    ("ztráta 724 123 456", "a code or a sum named right before: ztráta 724 123 456"),
    ("majetek v hodnotě 724 123 456", "a code or a sum named right before: majetek v hodnotě 724 123 45"),
    ("aktiva 724 123 456", "a code or a sum named right before: aktiva 724 123 456"),
    ("účetní hodnota: 724 123 456", "a code or a sum named right before: účetní hodnota: 724 123 456"),
    ("populace 724 123 456", "a code or a sum named right before: populace 724 123 456"),
    ("návštěvnost 602123456", "a code or a sum named right before: návštěvnost 602123456"),
    ("transakce 602123456", "a code or a sum named right before: transakce 602123456"),
    ("číslo transakce: 602123456", "a code or a sum named right before: číslo transakce: 602123456"),
    ("katalogové číslo 602 123 456", "a code or a sum named right before: katalogové číslo 602 123 456"),
    ("kat. č. 602123456", "a code or a sum named right before: kat. č. 602123456"),
    ("kód zboží 602123456", "a code or a sum named right before: kód zboží 602123456"),
    ("EAN 602123456", "a code or a sum named right before: EAN 602123456"),
    ("čárový kód 602123456", "a code or a sum named right before: čárový kód 602123456"),
    ("číslo parcely 602123456", "a code or a sum named right before: číslo parcely 602123456"),
    ("kód adresního místa 602123456", "a code or a sum named right before: kód adresního místa 60212345"),
    ("RÚIAN 724123456", "a code or a sum named right before: RÚIAN 724123456"),
    ("kód stavebního objektu: 724123456", "a code or a sum named right before: kód stavebního objektu: 7241"),
    ("číslo zásilky RR724123456CZ", "a code or a sum named right before: číslo zásilky RR724123456CZ"),
    ("rejstříkové číslo 724123456", "a code or a sum named right before: rejstříkové číslo 724123456"),
    ("registrační číslo 724123456", "a code or a sum named right before: registrační číslo 724123456"),
    ("číslo výrobku 724123456", "a code or a sum named right before: číslo výrobku 724123456"),
    ("artikl 724123456", "a code or a sum named right before: artikl 724123456"),
    ("položka 724123456", "a code or a sum named right before: položka 724123456"),
    ("číslo ticketu 724123456", "a code or a sum named right before: číslo ticketu 724123456"),
    ("ticket #724123456", "a code or a sum named right before: ticket #724123456"),
    ("incident 724123456", "a code or a sum named right before: incident 724123456"),
    ("požadavek 724123456", "a code or a sum named right before: požadavek 724123456"),
    ("hlášení č. 724123456", "a code or a sum named right before: hlášení č. 724123456"),
    ("protokol 724123456", "a code or a sum named right before: protokol 724123456"),
    ("č. protokolu 724 123 456", "a code or a sum named right before: č. protokolu 724 123 456"),
    ("doklad 724123456", "a code or a sum named right before: doklad 724123456"),
    ("číslo licence 724123456", "a code or a sum named right before: číslo licence 724123456"),
    ("licenční číslo 724 123 456", "a code or a sum named right before: licenční číslo 724 123 456"),
    ("klíč 724123456", "a code or a sum named right before: klíč 724123456"),
    ("otisk 724123456", "a code or a sum named right before: otisk 724123456"),
    ("seed=724123456", "a code or a sum named right before: seed=724123456"),
    ("count: 724123456", "a code or a sum named right before: count: 724123456"),
    ("size 724123456 bytes", "a code or a sum named right before: size 724123456 bytes"),
    ('"id": 724123456', 'a code or a sum named right before: "id": 724123456'),
    ("user_id=724123456", "a code or a sum named right before: user_id=724123456"),
    ("timestamp 724123456", "a code or a sum named right before: timestamp 724123456"),
    ("offset 724123456", "a code or a sum named right before: offset 724123456"),
    ("port 724123456", "a code or a sum named right before: port 724123456"),
    ("verze 724123456", "a code or a sum named right before: verze 724123456"),
    ("řádek 724123456", "a code or a sum named right before: řádek 724123456"),
    ("GTIN 724123456", "a code or a sum named right before: GTIN 724123456"),
    ("DUNS 724123456", "a code or a sum named right before: DUNS 724123456"),
    ("CRN: 724123456", "a code or a sum named right before: CRN: 724123456"),
    ("šarže 724123456", "a code or a sum named right before: šarže 724123456"),
    ("měřidlo 724123456", "a code or a sum named right before: měřidlo 724123456"),
    ("elektroměr č. 724123456", "a code or a sum named right before: elektroměr č. 724123456"),
    ("číslo elektroměru 724123456", "a code or a sum named right before: číslo elektroměru 724123456"),
    ("plynoměr 724123456", "a code or a sum named right before: plynoměr 724123456"),
    ("odběrné místo 724123456", "a code or a sum named right before: odběrné místo 724123456"),
    ("číslo odběrného místa: 724123456", "a code or a sum named right before: číslo odběrného místa: 72412"),
    ("zákaznické číslo 724123456", "a code or a sum named right before: zákaznické číslo 724123456"),
    ("číslo zákazníka 724 123 456", "a code or a sum named right before: číslo zákazníka 724 123 456"),
    ("klientské číslo 724123456", "a code or a sum named right before: klientské číslo 724123456"),
    ("členské číslo 724123456", "a code or a sum named right before: členské číslo 724123456"),
    ("variabilní symbol platby je 724 123 456", "a code or a sum named right before: variabilní symbol platby je"),
    ("specifický symbol 724123456", "a code or a sum named right before: specifický symbol 724123456"),
    ("poštovní poukázka 724123456", "a code or a sum named right before: poštovní poukázka 724123456"),
    ("podací číslo 724123456", "a code or a sum named right before: podací číslo 724123456"),
    ("příjmový doklad 724123456", "a code or a sum named right before: příjmový doklad 724123456"),
    ("účet 724123456", "a code or a sum named right before: účet 724123456"),
    ("polohopis 724123 456789", "a code or a sum named right before: polohopis 724123 456789"),
    ("kubatura 724 123 456", "a code or a sum named right before: kubatura 724 123 456"),
    ("724 123 456 789", "a code or a sum named right before: 724 123 456 789"),
    ("č. 724123456", "a code or a sum named right before: č. 724123456"),
    ("č. j.: 724123456", "a code or a sum named right before: č. j.: 724123456"),
    ("číslo 724 123 456", "a code or a sum named right before: číslo 724 123 456"),
    ("pořadové číslo 724123456", "a code or a sum named right before: pořadové číslo 724123456"),
    ("MPSV kód 724123456", "a code or a sum named right before: MPSV kód 724123456"),
    ("CPV 724123456", "a code or a sum named right before: CPV 724123456"),
    ("NUTS 724123456", "a code or a sum named right before: NUTS 724123456"),
    ("KČ 724 123 456", "a code or a sum named right before: KČ 724 123 456"),
    ("v částce 724 123 456", "a code or a sum named right before: v částce 724 123 456"),
    ("Rozpočtová skladba: 602 123 456", "a code or a sum named right before: Rozpočtová skladba: 602 123"),
]


@pytest.mark.parametrize(("number", "reason"), FOUND + MORE, ids=[row[1] for row in FOUND + MORE])
def test_found(number: str, reason: str) -> None:
    """The number as written."""
    assert values(f"Ozvěte se: {number}, děkuji", "PHONE_NUMBER") == [number], reason


@pytest.mark.parametrize(("text", "number"), WITH_CONTEXT)
def test_with_context(text: str, number: str) -> None:
    """What is too little alone is a phone beside its label."""
    assert values(text, "PHONE_NUMBER") == [number]
    assert only(text, "PHONE_NUMBER").context


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No phone."""
    assert values(text, "PHONE_NUMBER") == [], reason


def test_context_raises_the_score() -> None:
    """A prefix is nearly enough, a bare mobile needs its label."""
    scores = [
        only(t, "PHONE_NUMBER").score for t in ("485 226 111", "724123456", "tel. 724123456", "+420 724 123 456", "tel. +420 724 123 456")
    ]
    assert scores == sorted(scores)


@pytest.mark.parametrize("separator", [" ", ", ", "; ", "\n", " / "])
def test_a_row_of_phones(separator: str) -> None:
    """Each of many numbers in a row is found."""
    numbers = [f"724 1{n:02} 456" for n in range(20)]
    assert values(separator.join(numbers), "PHONE_NUMBER") == numbers


def test_a_row_of_bare_phones() -> None:
    """Also without groups."""
    numbers = [f"7241{n:02}456" for n in range(20)]
    assert values(" ".join(numbers), "PHONE_NUMBER") == numbers

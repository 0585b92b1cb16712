"""Who is a person and who is not: the rules, row by row."""

from __future__ import annotations

import pytest

from support.tokens import persons

FOUND = [
    ("Ing. Jan Novák přišel", ["Jan Novák"], "title"),
    ("MUDr. Xaver Neznámý", ["Xaver Neznámý"], "title before unknown names"),
    ("prof. JUDr. Karel Eliáš, Ph.D.", ["Karel Eliáš"], "two titles before, one behind, outside the span"),
    ("pan Dvořák a paní Nováková", ["Dvořák", "Nováková"], "forms of address"),
    ("Vážená paní inženýrko Nováková,", ["Nováková"], "address with a function"),
    ("manželé Novákovi", ["Novákovi"], "a family"),
    ("J. Novák", ["J. Novák"], "an initial"),
    ("Novák J.", ["Novák J."], "an initial behind"),
    ("Novák Jan", ["Novák Jan"], "surname first"),
    ("NOVÁK Jan", ["NOVÁK Jan"], "surname first in capitals"),
    ("JAN NOVÁK", ["JAN NOVÁK"], "capitals"),
    ("Jiri Dvorak prisel", ["Jiri Dvorak"], "no diacritics"),
    ("dotaz na jan novak z liberce", ["jan novak"], "lower case"),
    ("dotaz na jana nováková", ["jana nováková"], "lower case with diacritics"),
    ("Jméno a příjmení: xaver neznámý", ["xaver neznámý"], "a form's field"),
    ("jméno: Jan", ["Jan"], "a form's field"),
    ('"prijmeni": "Neznámý"', ["Neznámý"], "a field of data"),
    ("Mgr. Jana Vzorová, v. r.", ["Jana Vzorová"], "a signature with a title"),
    ("Xaver Neznámý, v. r.", ["Xaver Neznámý"], "a signature"),
    ("Xuan Neznámý, nar. 1. 1. 1980", ["Xuan Neznámý"], "unknown names with a date of birth"),
    ("Nováková-Dvořáková Jana", ["Nováková-Dvořáková Jana"], "a double surname first"),
    ("Jana Nováková Dvořáková", ["Jana Nováková Dvořáková"], "a double surname"),
    ("Nguyen Thi Hoa podala žádost", ["Nguyen Thi Hoa"], "Vietnamese, family first"),
    ("Oleksandr Ševčenko", ["Oleksandr Ševčenko"], "Ukrainian"),
    ("přišel Dušek", ["Dušek"], "a lone surname that is nothing else"),
    ("Volala Jana.", ["Jana"], "a lone given name"),
    ("žadatelka Božena Vymyšlená", ["Božena Vymyšlená"], "a role"),
    ("vedoucí odboru Petr Novotný", ["Petr Novotný"], "an adjective that is a surname, behind a given name"),
]

WRITTEN = [
    ("Novákův spis i Janina žádost leží na stole", ["Novákův", "Janina"], "possessives"),
    ("rozhodnutí o Novotného odvolání", ["Novotného"], "an adjectival surname"),
    ("přišel Petr Janů a Eva Martinů", ["Petr Janů", "Eva Martinů"], "surnames that never change"),
    ("paní Sofie Novák a paní Ema Procházka", ["Sofie Novák", "Ema Procházka"], "women without -ová"),
    ("rodina Novákových se odstěhovala", ["Novákových"], "a family"),
    ("manželům Dvořákovým", ["Dvořákovým"], "a couple, dative"),
    ("prof. MUDr. Jan Krátký, DrSc., MBA", ["Jan Krátký"], "titles on both sides stay outside"),
    ("Žadatelka: Jana Nováková-Svobodová", ["Jana Nováková-Svobodová"], "a double surname"),
    ("Nguyen Van Minh a Tran Thi Lan jsou účastníky řízení", ["Nguyen Van Minh", "Tran Thi Lan"], "Vietnamese"),
    ("dopis pro Oksanu Kovalenko a Mykolu Bondarenka", ["Oksanu Kovalenko", "Mykolu Bondarenka"], "Ukrainian"),
    ("žádost podal Štefan Horváth z Košic", ["Štefan Horváth"], "Slovak"),
    ("vypověděl Hans-Jürgen Müller", ["Hans-Jürgen Müller"], "German, with a hyphen"),
    ("pan Piotr Wiśniewski nepřišel", ["Piotr Wiśniewski"], "Polish"),
    ("NOVÁK Jan; DVOŘÁKOVÁ Eva", ["NOVÁK Jan", "DVOŘÁKOVÁ Eva"], "a list, surname first in capitals"),
    ("ŽADATEL JAN NOVÁK SE NEDOSTAVIL", ["JAN NOVÁK"], "all in capitals"),
    ("id;jmeno;prijmeni\n1;Jan;Novák\n2;Eva;Dvořáková", ["Jan", "Novák", "Eva", "Dvořáková"], "a table"),
    ('{"jmeno": "Jan", "prijmeni": "Novák"}', ["Jan", "Novák"], "JSON"),
    ("From: Jan Novák <podatelna@urad.example>", ["Jan Novák"], "an e-mail's header"),
    ("S pozdravem\nBc. Eva Dvořáková\nreferentka", ["Eva Dvořáková"], "a signature"),
    ("| Jan Novák | 45 000 Kč |", ["Jan Novák"], "a table in Markdown"),
    ("pan J. A. Novák", ["J. A. Novák"], "two initials"),
    ("Ludwig van Beethoven a Vincent van Gogh", ["Ludwig van Beethoven", "Vincent van Gogh"], "particles"),
]

CASES = [
    ("Jan Novák", "Jana Nováka", "Janu Novákovi", "Janem Novákem", "o Janu Novákovi", "Jane Nováku"),
    ("Jana Nováková", "Jany Novákové", "Janě Novákové", "Janu Novákovou", "Janou Novákovou", "Jano Nováková"),
    ("Petr Svoboda", "Petra Svobody", "Petru Svobodovi", "Petra Svobodu", "Petrem Svobodou", "Petře Svobodo"),
    ("Jiří Krejčí", "Jiřího Krejčího", "Jiřímu Krejčímu", "Jiřím Krejčím"),
    ("Eva Novotná", "Evy Novotné", "Evě Novotné", "Evu Novotnou", "Evou Novotnou"),
    ("Karel Hájek", "Karla Hájka", "Karlovi Hájkovi", "Karlem Hájkem"),
    ("Tomáš Němec", "Tomáše Němce", "Tomášovi Němcovi", "Tomášem Němcem"),
]

CLEAN = [
    ("Malý podnik má problém. Nový zákon. Veselý den.", "adjectives at the start of a sentence"),
    ("Masarykova univerzita a Karlova univerzita", "universities"),
    ("Nemocnice Václava Havla, Letiště Václava Havla", "institutions"),
    ("Benešovy dekrety", "decrees"),
    ("v ulici Jana Masaryka 12", "a street"),
    ("tř. Dr. Milady Horákové 5", "a street with a title"),
    ("náměstí Dr. E. Beneše", "a square with a title and an initial"),
    ("Jan Novák s.r.o.", "a company"),
    ("odbor informatiky Krajského úřadu Libereckého kraje", "an office"),
    ("v pátek 12. března, v Květnu", "days and months"),
    ("Ministerstvo vnitra České republiky", "a ministry"),
    ("Hradec Králové, Karlovy Vary, Mladá Boleslav", "towns"),
    ("uživatelské jméno: admin", "a login"),
    ("jméno souboru: zprava", "a file"),
    ("jméno: neuvedeno", "an empty field"),
    ("svoboda projevu a král Lear", "common nouns"),
    ("služba S3 a EKS v cloudu Azure", "services"),
    ("", "nothing"),
    ("ve Švermově ulici a na Husově náměstí", "streets as adjectives"),
    ("Sídlo: Jiráskova 125/4, Masarykovo nábřeží 3", "streets with numbers"),
    ("Gymnázium Jiřího Wolkera, Základní škola Boženy Němcové", "schools"),
    ("Cena Jaroslava Seiferta, Nadace Dagmar a Václava Havlových", "prizes and foundations"),
    ("Novák a syn, s. r. o.; Dvořák & partneři", "companies"),
    ("Plzeň, Beroun, Benešov, Havlíčkův Brod, Janské Lázně", "towns"),
    ("v březnu, v Květnu, v červnu; Pondělí, Neděle", "months and days"),
    ("Odbor dopravy, Oddělení personální, Kancelář tajemníka", "departments"),
    ("Dlouhý seznam. Černý den. Zelený ostrov. Malá obec. Krátký text.", "adjectives that are surnames"),
    ("Král vydal dekret. Kovář kuje. Vlk běží. Svoboda je důležitá.", "nouns that are surnames"),
    ("Zákon č. 128/2000 Sb., o obcích; Ústava České republiky", "laws"),
    ("SMLOUVA O DÍLO, ROZHODNUTÍ O ODVOLÁNÍ, VÝROČNÍ ZPRÁVA", "headings in capitals"),
    ("Microsoft Excel, Google Drive, ChatGPT, Škoda Octavia", "products"),
    ("vážený pane starosto, vážená paní ředitelko", "functions"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, expected: list[str], reason: str) -> None:
    """The whole name and no more."""
    assert persons(text) == expected, reason


@pytest.mark.parametrize(("text", "expected", "reason"), WRITTEN, ids=[row[2] for row in WRITTEN])
def test_as_it_is_written(text: str, expected: list[str], reason: str) -> None:
    """Every way that the issue lists."""
    assert persons(text) == expected, reason


@pytest.mark.parametrize("form", [form for forms in CASES for form in forms])
def test_all_cases(form: str) -> None:
    """A given name with its surname is found in every case."""
    name = form.removeprefix("o ")
    assert persons(f"spis vedený ohledně {name} byl uzavřen") == [name]


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No person."""
    assert persons(text) == [], reason

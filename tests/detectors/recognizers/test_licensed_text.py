"""LICENSED_TEXT: notices and title pages, and not the mere name of a standard or a database."""

from __future__ import annotations

import pytest

from support.found import values

FOUND = [
    ("Všechna práva vyhrazena vydavatelem.", "with whom"),
    ("Převzato ze systému ASPI, stav k 1. 1. 2025", "taken over"),
    ("ČESKÁ TECHNICKÁ NORMA\nICS 91.080.40\nLeden 2006", "the title page of a standard"),
    ("ICS 91.010.30   Srpen 2004\nČESKÁ TECHNICKÁ NORMA", "the title page the other way round"),
    ("Tato norma je českou verzí evropské normy EN 1990:2002.", "a standard's preface"),
    ("Tato norma nahrazuje ČSN 73 0035 z roku 1988.", "what it replaces"),
    ("© Česká agentura pro standardizaci, 2019", "the agency's notice"),
    ("© Úřad pro technickou normalizaci, metrologii a státní zkušebnictví", "the office's notice"),
    ("Rozmnožování a rozšiřování českých technických norem je zakázáno.", "the ban on copying"),
    ("Licenční výtisk pro Krajský úřad, ČSN EN 1991", "a licensed copy"),
    ("© Wolters Kluwer ČR, a.s.", "a publisher of a database"),
    ("[Systém ASPI] stav k 1. 1. 2024", "a database's header"),
    ("Vytištěno z databáze Beck-online", "a print"),
    ("Copyright © 2023 Nakladatelství C. H. Beck", "another publisher"),
    ("© 2024 Nakladatelství Pero. Všechna práva vyhrazena.", "all rights reserved"),
    ("Veškerá práva vyhrazena. © Pero", "all rights reserved, the other way round"),
    ("Všechna práva vyhrazena. Šíření jen se souhlasem.", "a sentence of its own"),
]

CLEAN = [
    ("Převzato z vyhlášky č. 1/2020", "taken from a law"),
    ("Práva vyhrazena vydavatelem upravuje smlouva.", "about rights"),
    ("podle ČSN EN 1992-1-1", "a standard's name"),
    ("Stavba musí splňovat českou technickou normu ČSN 73 6110.", "a requirement"),
    ("Vyhledej v systému ASPI judikát.", "a database's name"),
    ("Máme licenci na Beck-online i Codexis?", "a question about a licence"),
    ("Co znamená všechna práva vyhrazena?", "a question"),
    ("Kopírování klíčů zajistí správa budov.", "keys"),
    ("ČAS zápisu: 12:30", "a time"),
    ("Tato norma chování platí pro všechny.", "a norm of conduct"),
    ("Copyright je anglicky autorské právo.", "a definition"),
]


@pytest.mark.parametrize(("text", "reason"), FOUND, ids=[row[1] for row in FOUND])
def test_found(text: str, reason: str) -> None:
    """One finding a notice."""
    assert len(values(text, "LICENSED_TEXT")) == 1, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nothing is copied."""
    assert values(text, "LICENSED_TEXT") == [], reason

"""AGE: with a person; without one it is a term."""

from __future__ import annotations

import pytest

from support.found import analyzer, only, values

FOUND = [
    ("Jan Vzorný, 45 let, žije", "45 let", "behind a name"),
    ("Jan Vzorný (45 let) pobírá", "45 let", "in brackets"),
    ("Jan Vzorný, 45letý, žije", "45letý", "an adjective"),
    ("Klient Jan Vzorný, 45 let, nemá", "45 let", "with a role"),
    ("45letá klientka", "45letá", "before a role"),
    ("věk: 45", "45", "a field"),
    ("je mu 45 let", "45 let", "a sentence"),
    ("pacientka, 82 let", "82 let", "a patient"),
    ("věk klienta: 45 let", "45 let", "a longer field"),
]
CLEAN = [
    ("věk odchodu do důchodu 65 let", "the age of retirement"),
    ("Do důchodu zbývá 5 let.", "until retirement"),
    ("záruka 5 let na střechu", "a warranty"),
    ("smlouva na 5 let", "a contract"),
    ("děti do 15 let", "a limit"),
    ("starší 18 let", "a limit again"),
    ("osoby ve věku 15-64 let", "a range"),
    ("Strategie trvá 5 let", "a strategy"),
    ("před 10 lety", "ago"),
    ("po dobu 10 let", "a term"),
    ("5 let", "years alone"),
    ("klient čeká 5 let", "how long somebody waits"),
    ("page 45", "English"),
    ("Liberecký kraj, 20 let výročí", "an anniversary"),
    ("trest odnětí svobody na 3 roky", "a sentence"),
    ("věk 15-64", "a range with a label"),
    ("Kosmický věk 2 / 6", "a part of a series"),
    ("praxe 45 let", "a number of years of something or of everybody: praxe 45 let"),
    ("stroj, 45 let", "a number of years of something or of everybody: stroj, 45 let"),
    ("Budova, 45 let stará", "a number of years of something or of everybody: Budova, 45 let stará"),
    ("firma Novák, 45 let na trhu", "a number of years of something or of everybody: firma Novák, 45 let na trhu"),
    ("Pan starosta, 4 roky ve funkci", "a number of years of something or of everybody: Pan starosta, 4 roky ve funk"),
    ("zaměstnanec, 5 let praxe", "a number of years of something or of everybody: zaměstnanec, 5 let praxe"),
    ("Nemocnice, 30 let provozu", "a number of years of something or of everybody: Nemocnice, 30 let provozu"),
    ("uchazeč, 5 let praxe", "a number of years of something or of everybody: uchazeč, 5 let praxe"),
    ("Klient má 5 let smlouvu", "a number of years of something or of everybody: Klient má 5 let smlouvu"),
    ("pacient má 5 let záruku", "a number of years of something or of everybody: pacient má 5 let záruku"),
    ("žák (5 let povinné docházky)", "a number of years of something or of everybody: žák (5 let povinné docházky)"),
    ("Jan Novák, 10 let ředitel školy", "a number of years of something or of everybody: Jan Novák, 10 let ředitel šk"),
    ("Jana Nováková, 20 let praxe v oboru", "a number of years of something or of everybody: Jana Nováková, 20 let praxe"),
    ("zaměstnanec má 25 let praxe", "a number of years of something or of everybody: zaměstnanec má 25 let praxe"),
    ("syn a dcera, 5 let sporu", "a number of years of something or of everybody: syn a dcera, 5 let sporu"),
    ("student 4 roky studia", "a number of years of something or of everybody: student 4 roky studia"),
    ("Odpis 45 let", "a number of years of something or of everybody: Odpis 45 let"),
    ("strom 100 let starý", "a number of years of something or of everybody: strom 100 let starý"),
    ("osoba starší 65 let", "a number of years of something or of everybody: osoba starší 65 let"),
    ("pro žáky od 6 let", "a number of years of something or of everybody: pro žáky od 6 let"),
    ("muži nad 50 let", "a number of years of something or of everybody: muži nad 50 let"),
    ("věk 18 let a více", "a number of years of something or of everybody: věk 18 let a více"),
    ("věk: 18+", "a number of years of something or of everybody: věk: 18+"),
    ("minimální věk 15 let", "a number of years of something or of everybody: minimální věk 15 let"),
    ("průměrný věk 45 let", "a number of years of something or of everybody: průměrný věk 45 let"),
    ("věková hranice 60 let", "a number of years of something or of everybody: věková hranice 60 let"),
    ("věk 65 let je hranicí", "a number of years of something or of everybody: věk 65 let je hranicí"),
    ("Age of Empires 2", "a number of years of something or of everybody: Age of Empires 2"),
    ("věk stavby 45 let", "a number of years of something or of everybody: věk stavby 45 let"),
    ("střední věk 38 let", "a number of years of something or of everybody: střední věk 38 let"),
    ("Jaký je věk 18 let pro řidičák?", "a number of years of something or of everybody: Jaký je věk 18 let pro řidič"),
    ("osoby ve věku 15 let", "a number of years of something or of everybody: osoby ve věku 15 let"),
    ("děti ve věku 6 let", "a number of years of something or of everybody: děti ve věku 6 let"),
    ("dosáhne věku 18 let", "a number of years of something or of everybody: dosáhne věku 18 let"),
    ("dovršil věku 65 let zákonem stanoveného", "a number of years of something or of everybody: dovršil věku 65 let zákonem"),
    ("image 12", "a number of years of something or of everybody: image 12"),
    ("storage 45", "a number of years of something or of everybody: storage 45"),
    ("language 2", "a number of years of something or of everybody: language 2"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The value as written, sure enough to act."""
    assert values(text, "AGE") == [value], reason
    assert only(text, "AGE").score >= 0.5


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nothing that acts."""
    assert [f for f in analyzer().analyze(text, ["AGE"]) if f.score >= 0.5] == [], reason

"""HEALTH: a topic beside a person, and never without one."""

from __future__ import annotations

import pytest

from support.topics import terms

FOUND = [
    ("Jan Novák je po infarktu.", ["po infarktu"], "after it"),
    ("Jan Novák má schizofrenii.", ["schizofrenii"], "a name in the sentence"),
    ("Paní Nováková přišla v úterý. Je hospitalizovaná.", ["hospitalizovaná"], "the sentence after the name"),
    ("Prodělal infarkt myokardu. Jan Novák žádá o slevu.", ["infarkt myokardu"], "the sentence before the name"),
    ("dg. F20.0, r. č. 710319/2745", ["dg.", "F20.0"], "a code and a birth number"),
    ("Pacient Jan Novák: F20.0, I10.9", ["F20.0", "I10.9"], "two codes with their full stops"),
    ("Jan Novák\nDiagnóza: C50\n", ["Diagnóza", "C50"], "a form"),
    ("Jan Novak ma diagnozu cukrovka", ["diagnozu", "cukrovka"], "no diacritics"),
    ("Klientka trpí demencí.", ["demencí"], "a role of whom something is told"),
    ("Naše kolegyně je těhotná.", ["těhotná"], "a colleague"),
    ("Moje dcera má epilepsii.", ["epilepsii"], "a relative"),
    ("35letá klientka užívá antidepresiva.", ["antidepresiva"], "an age and a role"),
    ("Držitel průkazu ZTP/P: Jan Novák, nar. 1. 5. 1970", ["Držitel průkazu ZTP/P"], "a disability card"),
    ("Jan Novák pobírá invalidní důchod.", ["invalidní důchod"], "an invalidity pension"),
    ("Otec byl omezen ve svéprávnosti.", ["omezen ve svéprávnosti"], "legal capacity"),
    ("Jan Novák je závislý na alkoholu.", ["závislý na alkoholu"], "an addiction"),
]

CLEAN = [
    ("Jak předejít infarktu? Pět rad pro zaměstnance.", "prevention"),
    ("Schizofrenie je duševní onemocnění.", "a fact"),
    ("Počet osob s diagnózou F20 v kraji vzrostl o 5 procent.", "statistics"),
    ("Zaměstnanec je povinen podrobit se prohlídce ke zdravotní způsobilosti.", "a rule"),
    ("Jak postupovat, když zaměstnanec trpí depresí?", "a question in general"),
    ("Pokud klientka trpí demencí, může požádat o opatrovníka.", "a case supposed"),
    ("Ministerstvo zdravotnictví vydalo metodiku k onkologické péči.", "a ministry"),
    ("Klienti s demencí potřebují více času.", "a plural"),
    ("Vytiskni to na A4 pro Jana Nováka.", "paper"),
    ("Vitamin B12 a D3 doporučuje Jan Novák.", "vitamins"),
    ("Jan Novák jel po D1 a D11 do Brna.", "motorways"),
    ("Letouny F16 a F35 pilotoval Jan Novák.", "aircraft"),
    ("V buňce G20 a C10 je vzorec, poradil Jan Novák.", "cells"),
    ("Silnice E55 a E65, vyřizuje Jan Novák.", "roads"),
    ("Tank T72 řídil Jan Novák.", "arms"),
    ("Jan Novák přechází na C99 a H264.", "codecs and languages"),
    ("Diagnostika sítě: provede Jan Novák.", "a network"),
    ("Hospodářská deprese třicátých let, přednáší Jan Novák.", "an economy"),
    ("Policejní operaci vedl Jan Novák.", "the police"),
    ("Nemocnici v Liberci řídí Jan Novák.", "a hospital"),
    ("MUDr. Jan Novák přednášel o schizofrenii.", "the physician is not the patient"),
    ("Trpělivost Jana Nováka je známá.", "patience"),
    ("Jan Novák pracuje v budově D12.", "a wing of a building"),
    ("F20 je kód", "the matter of work, not a state of health: F20 je kód"),
    ("Odbor zdravotnictví, Jan Novák, vede agendu léčby", "the matter of work, not a state of health: Odbor zdravotnictví, Jan Nov"),
    ("Jan Novák, ředitel nemocnice", "the matter of work, not a state of health: Jan Novák, ředitel nemocnice"),
    ("Jana Nováková přednáší o depresi", "the matter of work, not a state of health: Jana Nováková přednáší o dep"),
    ("MUDr. Jan Novák se věnuje léčbě cukrovky", "the matter of work, not a state of health: MUDr. Jan Novák se věnuje lé"),
    ("Jan Novák požádal o dotaci na prevenci rakoviny", "the matter of work, not a state of health: Jan Novák požádal o dotaci n"),
    (
        "Jan Novák, odbor sociálních věcí, připravil brožuru o demenci",
        "the matter of work, not a state of health: Jan Novák, odbor sociálních",
    ),
    ("Konference o autismu, kontakt Jan Novák", "the matter of work, not a state of health: Konference o autismu, kontak"),
    ("Jan Novák zajistí nákup inzulinu pro lékárnu", "the matter of work, not a state of health: Jan Novák zajistí nákup inzu"),
    ("Jan Novák zpracoval statistiku úrazů", "the matter of work, not a state of health: Jan Novák zpracoval statisti"),
    ("Pan Novák opravil operační sál", "the matter of work, not a state of health: Pan Novák opravil operační s"),
    ("Jana Nováková eviduje očkování", "the matter of work, not a state of health: Jana Nováková eviduje očková"),
    ("Jan Novák vede rehabilitaci budovy", "the matter of work, not a state of health: Jan Novák vede rehabilitaci"),
    ("Paní Nováková objednala lékárničky", "the matter of work, not a state of health: Paní Nováková objednala léká"),
    ("Jan Novák pořádá kurz první pomoci při infarktu", "the matter of work, not a state of health: Jan Novák pořádá kurz první"),
    ("Školení o syndromu vyhoření vede Jana Nováková", "the matter of work, not a state of health: Školení o syndromu vyhoření"),
]


@pytest.mark.parametrize(("text", "values", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, values: list[str], reason: str) -> None:
    """The term, where it is told of a person."""
    assert terms(text, "HEALTH") == values, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's data."""
    assert terms(text, "HEALTH") == [], reason

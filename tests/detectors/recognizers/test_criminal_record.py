"""CRIMINAL_RECORD: convictions and offences beside a person; bindings, feedback and suspicious mail are none."""

from __future__ import annotations

import pytest

from support.topics import terms

FOUND = [
    ("Obviněný Jan Novák čeká ve vazbě na soud.", ["Obviněný", "ve vazbě"], "custody before the trial"),
    ("Jan Novák se dopustil přestupku proti občanskému soužití.", ["dopustil přestupku"], "an offence"),
    ("Jan Novák byl odsouzen za podvod.", ["odsouzen za podvod"], "a conviction"),
    ("Jan Novák má záznam v rejstříku trestů.", ["záznam v rejstříku trestů"], "a record"),
    ("Otec je ve výkonu trestu a nezletilý žije s matkou.", ["výkonu trestu"], "a role"),
    ("Na Jana Nováka bylo podáno trestní oznámení.", ["trestní oznámení"], "a complaint"),
    ("Jan Novák spáchal přestupek.", ["spáchal přestupek"], "an offence"),
    ("Podmíněný trest: Jan Novák", ["Podmíněný trest"], "a suspended sentence"),
    ("Jan Novák je stíhán.", ["stíhán"], "prosecuted"),
    ("Jan Novák je ve vazbě.", ["ve vazbě"], "in custody"),
]

CLEAN = [
    ("Ve vazbě na usnesení rady Jan Novák navrhl změnu.", "with regard to"),
    ("Jan Novák přednášel o přestupku proti pořádku ve škole.", "a lecture"),
    ("Žadatel doloží výpis z Rejstříku trestů ne starší než 3 měsíce.", "a rule"),
    ("Může být zaměstnanec odsouzený za podvod přijat?", "a question"),
    ("Zpětná vazba od Jana Nováka byla kladná.", "feedback"),
    ("Pevnou vazbu knihy zajistí Jan Novák.", "a binding"),
    ("Podezřelý e-mail nahlásil Jan Novák.", "an e-mail"),
    ("Podezřelá aktivita na účtu Jana Nováka.", "an activity"),
    ("Přestupkový zákon vysvětlí Jan Novák.", "an act"),
    ("Trestní řád a trestní zákoník komentoval Jan Novák.", "codes"),
    ("V návaznosti na jednání píše Jan Novák.", "a connection"),
    ("Trestný čin spáchá každý, kdo tak učiní.", "no person"),
    ("Jan Novák zpracoval metodiku přestupků", "the matter of work, not a record: Jan Novák zpracoval metodiku"),
    ("Jana Nováková vede přestupkové oddělení", "the matter of work, not a record: Jana Nováková vede přestupko"),
    ("Odbor přestupků, vedoucí Jan Novák", "the matter of work, not a record: Odbor přestupků, vedoucí Jan"),
    ("Přestupkovou komisi vede Jan Novák", "the matter of work, not a record: Přestupkovou komisi vede Jan"),
    ("Referent Jan Novák řeší přestupky", "the matter of work, not a record: Referent Jan Novák řeší přes"),
    ("Jan Novák poslal vazbu knihy", "the matter of work, not a record: Jan Novák poslal vazbu knihy"),
    ("Jana Nováková napsala článek o krádeži", "the matter of work, not a record: Jana Nováková napsala článek"),
    ("Jan Novák, oddělení prevence kriminality", "the matter of work, not a record: Jan Novák, oddělení prevence"),
    ("Preventista Jan Novák přednáší o podvodech", "the matter of work, not a record: Preventista Jan Novák předná"),
    ("Jana Nováková ve vazbě na rozpočet navrhla změnu", "the matter of work, not a record: Jana Nováková ve vazbě na ro"),
    ("Ve vazbě na usnesení předloží Jan Novák zprávu.", "the matter of work, not a record: Ve vazbě na usnesení předlož"),
    ("Jan Novák dal zpětnou vazbu", "the matter of work, not a record: Jan Novák dal zpětnou vazbu"),
    ("Jan Novák byl stíhán smůlou", "the matter of work, not a record: Jan Novák byl stíhán smůlou"),
    ("Jan Novák volil jiný postup", "the matter of work, not a record: Jan Novák volil jiný postup"),
    ("Jana Nováková volila předsedkyni výboru", "the matter of work, not a record: Jana Nováková volila předsed"),
    ("Jan Novák volil vhodná slova", "the matter of work, not a record: Jan Novák volil vhodná slova"),
    ("Podezřelé chování systému hlásil Jan Novák", "the matter of work, not a record: Podezřelé chování systému hl"),
    ("Jan Novák poslal výpis z evidence", "the matter of work, not a record: Jan Novák poslal výpis z evi"),
]


@pytest.mark.parametrize(("text", "values", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, values: list[str], reason: str) -> None:
    """The term, where it is told of a person."""
    assert terms(text, "CRIMINAL_RECORD") == values, reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """Nobody's data."""
    assert terms(text, "CRIMINAL_RECORD") == [], reason

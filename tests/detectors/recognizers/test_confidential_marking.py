"""CONFIDENTIAL_MARKING: what marks this document, and not what speaks about marking."""

from __future__ import annotations

import pytest

from support.found import values

GUID = "1a2b3c4d-0000-1111-2222-333344445555"

FOUND = [
    ("Příloha č. 4: obchodní tajemství", "obchodní tajemství", "an annex"),
    ("Důvěrné – určeno jen členům komise", "Důvěrné", "an order behind it"),
    ("PŘEDMĚT OBCHODNÍHO TAJEMSTVÍ – ceník", "PŘEDMĚT OBCHODNÍHO TAJEMSTVÍ", "the subject of a secret"),
    ("Interní dokument – nešířit mimo úřad", "Interní dokument", "an order not to pass it on"),
    ("DŮVĚRNÉ\n\nZpráva o stavu", "DŮVĚRNÉ", "a heading"),
    ("Důvěrné", "Důvěrné", "a heading in lower case"),
    ("**VYHRAZENÉ**", "VYHRAZENÉ", "a heading in Markdown"),
    ("PŘÍSNĚ TAJNÉ", "PŘÍSNĚ TAJNÉ", "the highest level"),
    ("Stupeň utajení: Vyhrazené\nVěc: porada", "Vyhrazené", "behind its label"),
    ("Klasifikace informací: interní", "interní", "an ordinary word behind its label"),
    ("[INTERNÍ] Zápis z porady", "INTERNÍ", "in brackets"),
    ("DŮVĚRNÉ – jen pro adresáta", "DŮVĚRNÉ", "before a dash"),
    ("Návrh rozpočtu | INTERNÍ", "INTERNÍ", "behind a bar"),
    ("Pouze pro vnitřní potřebu", "Pouze pro vnitřní potřebu", "internal use"),
    ("Jen pro služební potřebu úřadu.", "Jen pro služební potřebu úřadu", "official use"),
    ("OBCHODNÍ TAJEMSTVÍ", "OBCHODNÍ TAJEMSTVÍ", "a trade secret as a heading"),
    ("Tento dokument obsahuje obchodní tajemství.", "obchodní tajemství", "a statement about the document"),
    ("NEZVEŘEJŇOVAT!", "NEZVEŘEJŇOVAT", "not to be published"),
    ("Strictly confidential", "Strictly confidential", "in English"),
    ("TLP:AMBER – Hlášení incidentu", "TLP:AMBER", "the traffic light"),
    ("Hlášení (TLP:AMBER+STRICT)", "TLP:AMBER+STRICT", "the traffic light, strict"),
    (f"MSIP_Label_{GUID}_Name=Interní", f"MSIP_Label_{GUID}_Name", "a label of Microsoft"),
    ("duverne", "duverne", "no diacritics"),
]

CLEAN = [
    ("Příloha: zásady ochrany obchodního tajemství", "an annex about it"),
    ("Důvěrné rozhovory jen pro členy", "an adjective"),
    ("Interní audit: jen pro vedoucí", "another internal thing"),
    ("tajné hlasování, jen pro členy", "a ballot"),
    ("Zákon č. 412/2005 Sb. zná stupně utajení Vyhrazené, Důvěrné, Tajné a Přísně tajné.", "the law"),
    ("- Vyhrazené\n- Důvěrné\n- Tajné", "a list of levels"),
    ("Co je obchodní tajemství podle § 504 občanského zákoníku?", "a question"),
    ("Obchodní tajemství tvoří konkurenčně významné skutečnosti.", "the definition"),
    ("TLP:RED znamená, že informace je jen pro příjemce.", "an explanation"),
    ("Protokol zná TLP:RED, TLP:AMBER a TLP:GREEN.", "a list of labels"),
    ("TLP:CLEAR – zpráva pro veřejnost", "what restricts nothing"),
    ("Interní předpisy úřadu vydá tajemník.", "internal rules"),
    ("Interní", "an ordinary word alone"),
    ("Vyhrazené parkování pro vozíčkáře je před úřadem.", "reserved parking"),
    ("Tajné volby se konají v říjnu.", "a secret ballot"),
    ("Důvěrné informace se chrání podle zákona o ochraně utajovaných informací a dalších předpisů.", "a sentence"),
    ("Tato zpráva může obsahovat důvěrné informace.", "a disclaimer that says maybe"),
    ("Popište systém MSIP_Label_ ve Wordu.", "a label without its identity"),
    ("client_secret", "a field's name"),
]


@pytest.mark.parametrize(("text", "value", "reason"), FOUND, ids=[row[2] for row in FOUND])
def test_found(text: str, value: str, reason: str) -> None:
    """The marking itself, without its decoration."""
    assert values(text, "CONFIDENTIAL_MARKING") == [value], reason


@pytest.mark.parametrize(("text", "reason"), CLEAN, ids=[row[1] for row in CLEAN])
def test_clean(text: str, reason: str) -> None:
    """No marking."""
    assert values(text, "CONFIDENTIAL_MARKING") == [], reason

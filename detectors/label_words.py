"""The labels themselves, as data: stems over folded text (no case, no diacritics), one list per kind.

A space stands for up to two of: white space, ``_``, ``-`` (so ``cislo_pasu``, ``cisloPasu`` and a line break count too). Stems begin
with a letter and stand at the beginning of a word. Order matters only between stems that begin alike: the longer first.
"""

from __future__ import annotations

from enum import Enum


class Label(Enum):
    """What a label names."""

    SK_ID_CARD = "sk_id_card"
    ID_CARD = "id_card"
    OP = "op"
    NUMBER_OF_CARD = "number_of_card"
    PASSPORT = "passport"
    DRIVING = "driving"
    RP = "rp"
    RESIDENCE = "residence"
    WEAPON = "weapon"
    SERVICE = "service"
    RID = "rid"
    ICO = "ico"
    DIC = "dic"
    OTHER = "other"


_PRUKAZ = r"prukaz\w{0,3}"
_CISLO = r"cis\w{2,4}"

_WHO = r"(?:zamestnan|straznik|prislusnik|policist|hasic|pracovnik|ucitel)\w{0,4}"
_OF_THING = (
    r"(?! ?\(?(?:projekt|stroj|zakazk|produkt|vyrob|zarizen|pristroj|vozid|kola\b|aplikac|polozk|material|zbozi|inventar|majetk"
    r"|prostredk|akce\b|akcie"
    r"|smlouv|objednav|faktur|dokument|spis|jednac|rozpoct|smernic|ukol|modul|program|system(?!u)|server|licenc|budov|mistnost"
    r"|obrabec|nastroj|soucast|dilu"
    r"|dil\b|linky|motor|vyrobn|kart\w{1,2} vozid|uct|dohod|ticket|pozadav|modelu|typu|artikl|komponent|telefon|linky|tel\b))"
)
"""What makes a "personal number" the number of a thing: "osobní číslo stroje"."""
_OF_PERSON = r"(?: (?:ridic|zakyn|student|vedouc|technik|sestr|uredni|reditel|uzivatel|zdravotn|clen)\w{0,4}\b| zak(?:a|u|ovi)?\b)?"
_NOT_OF = r"(?! (?:ridic|ztp|ozp|tp\b|student|straz|prislus|policist|osob|zbran|o\b|povol|pobyt|totoz|vozid|kone|zvire))"
"""What makes a card another card, which has its own stem."""

STEMS: dict[Label, tuple[str, ...]] = {
    # other documents first: "energetický průkaz" and "technický průkaz" must not be read as anybody's
    Label.OTHER: (
        rf"(?:energetick|technick|ockovac|clensk|rodinn|palubn|nahradn\w{{1,2}} technick)\w{{1,3}} {_PRUKAZ}",
        rf"{_PRUKAZ} (?:energetick|zvirete|kone|puvodu|vozidla|plemen|zpusobilosti (?:drazni|plavid|letadl))\w{{0,5}}",
        r"pas(?:u|em)? (?:zvire\w{1,2}|psa|pro psa|pro zvire|kone|kocky)",
        r"pasport\w{0,4}",
        r"osvedcen\w{1,3} o registraci (?:vozidl|k dan|pojist|plat|poplat|vcel)\w{0,8}",
        r"tel\b|telef\w{0,6}|mob\b|mobil\w{0,4}|fax\w{0,3}|linka\b",
        r"uct\w{1,2}\b|ucet\b|iban\b|swift\b|bic\b",
        r"vs\b|ks\b|ss\b|variabiln\w{1,3} symbol\w{0,3}|specifick\w{1,3} symbol\w{0,3}",
        r"faktur\w{0,4}|smlouv\w{0,4}|smluv\b|objednavk\w{0,3}|(?:danov|pokladn|ucetn)\w{1,4} doklad\w{0,3}",
        r"dodac\w{1,3} list\w{0,2}|zakazk\w{0,4}|zasilk\w{0,4}|pojistk\w{0,3}|reklamac\w{0,3}|ticket\w{0,2}",
        r"c\. ?j\b|cj\b|sp\. ?zn|spis\w{0,5} znack\w{1,2}|jednac\w{1,3} cis\w{0,4}|spisu\b",
        r"castk\w{0,3}|cen[auy]\b|celkem\b|rozpoct\w{0,3}|vyse\b|vysi\b|kc\b|czk\b|eur\b|dotac\w{0,3}|uhrad\w{0,3}",
        r"psc\b|isbn\b|issn\b|ean\b|parc\w{0,5}|pozem\w{2,4}|lv\b|katastr\w{0,6}",
        r"projekt\w{0,2}|registracn\w{1,3} cis\w{0,4}|verze\b|verzi\b|sbirk\w{0,2}",
        r"zakon\w{0,3}|vyhlas\w{0,4}|narizen\w{0,3}|usnesen\w{0,3}",
        r"rodn\w{1,3} cis\w{0,4}|r\. ?c\b|rc\b|rodc\w{0,2}|vin\b|spz\b|rz\b|datov\w{1,3} schran\w{0,3}|id ?ds\b",
        r"operacn\w{1,3} program\w{0,3}|vyzv\w{1,3}|obchodn\w{1,3} podmin\w{0,4}|ochrann\w{1,3} pasm\w{0,3}|odborn\w{1,3} prax\w{0,2}",
        r"(?:inventarn|skladov|vyrobn|seriov|katalogov)\w{1,3} cis\w{0,4}",
        r"platn\w{1,6} (?:do|od)|vydan\w{0,2} dne|narozen\w{0,2}|nar\b|dne\b|pocet\b|poctu\b|obyvatel\w{0,2}",
    ),
    Label.SK_ID_CARD: (r"obciansk\w{1,4} preukaz\w{0,3}|cis\w{1,3} op sr|preukaz\w{0,3} totoznosti",),
    Label.ID_CARD: (
        rf"obcansk\w{{1,3}} {_PRUKAZ}",
        r"obcank(?:a|y|u|ou)\b|obcance\b",
        rf"(?:{_PRUKAZ}|doklad\w{{0,3}}) totoznosti",
        r"cis\w{1,4} op\b|cislo obcanskeho prukazu",
        r"identity card|id card|personalausweis\w{0,2}",
    ),
    Label.OP: (r"op\b",),
    Label.NUMBER_OF_CARD: (
        rf"cis\w{{1,4}} (?:dokladu|{_PRUKAZ})\b{_NOT_OF}",
        rf"(?:dokladu|prukazu)\b{_NOT_OF}",
        r"doklad\w{0,2} c\b",
    ),
    Label.PASSPORT: (
        r"cestovn\w{1,3} (?:pas\w{0,3}|doklad\w{0,3})",
        r"cis\w{1,4} (?:cp|cd)\b|cp c\b|cp\b|cislo (?:pasu|cestovniho (?:pasu|dokladu))",
        r"passport\w{0,2}|reisepass\w{0,2}",
        r"pas(?:u|em|y|ech|um)?\b",
    ),
    Label.DRIVING: (
        rf"ridic\w{{0,6}} (?:(?:a|nebo|i|ani|ci) (?:obcansk|technick|cestovn)\w{{1,4}} )?(?:{_PRUKAZ}|opravnen\w{{0,3}}|licenc\w{{0,3}})",
        r"ridicak\w{0,3}",
        rf"rid(?:ic)?\. ?(?:{_PRUKAZ}|pr\b|opravnen\w{{0,3}})|{_PRUKAZ} (?:ridice|k rizeni)|rid\. ?p\b|opravnen\w{{1,3}} k rizeni",
        rf"{_CISLO} rp\b|cislo ridicskeho prukazu|{_PRUKAZ} ridicsk\w{{1,4}}|permis de conduire|vodicsk\w{{1,3}} opravnen\w{{0,4}}",
        r"vodicsk\w{1,3} preukaz\w{0,3}",
        r"(?:driving|driver'?s?) licen[cs]e\w{0,1}|fuhrerschein\w{0,2}",
    ),
    Label.RP: (r"rp\b|r\. ?p\b",),
    Label.RESIDENCE: (
        r"povolen\w{1,3} k (?:\w{4,13} )?(?:(?:a|nebo) \w{4,13} )?pobyt\w{0,3}",
        rf"pobytov\w{{1,3}} (?:kart\w{{1,3}}|{_PRUKAZ}|povolen\w{{1,3}}|stit\w{{2,4}}|opravnen\w{{0,3}}|doklad\w{{0,3}})",
        rf"{_PRUKAZ} (?:o (?:\w{{4,12}} )?pobytu|(?:o )?povolen\w{{1,3}} k (?:\w{{4,13}} )?pobytu|pobytu|cizince)",
        r"kart\w{1,2} (?:pobytu|trval\w{1,3} pobytu)",
        r"osvedcen\w{1,3} o registraci|potvrzen\w{1,3} o (?:prechodn|trval)\w{2,4} pobytu",
        r"modr\w{1,2} kart\w{1,2}",
        r"viz(?:a|um|u|ov\w{1,3})\b(?: stit\w{2,4})?",
        r"cislo (?:povoleni k pobytu|prukazu o povoleni k pobytu|viza)\b",
        r"residence (?:permit|card)|visa\b",
    ),
    Label.WEAPON: (
        rf"zbrojn\w{{1,3}} (?:{_PRUKAZ}|opravnen\w{{0,3}}|licenc\w{{0,3}}|pas\w{{0,2}}|list\w{{0,2}})",
        rf"{_PRUKAZ} zbrane|zbrojak\w{{0,3}}",
        r"cislo zbrojniho prukazu",
        r"firearms? licen[cs]e",
    ),
    Label.SERVICE: (
        rf"sluzebn\w{{1,3}} (?:{_PRUKAZ}|{_CISLO}|odznak\w{{0,3}}|legitimac\w{{1,2}}|kart\w{{1,2}}|c\b)",
        rf"osobn\w{{1,3}} (?:evidencn\w{{1,3}} )?cis(?:lo|la|lu|lem|le|el|lech)\b{_OF_THING}{_OF_PERSON}",
        r"os\. ?c(?:is(?:lo|la|lem)?)?\b\.?|osobn\w{1,3} c\b\.?|osob\. ?c(?:is(?:lo)?)?\b\.?",
        rf"osobn\w{{1,3}} (?:kod\w{{0,2}}|id)\b{_OF_THING}",
        rf"osobn\w{{1,3}} identifikacn\w{{1,3}} {_CISLO}|zam\. ?(?:c\b\.?|cis(?:lo|la)?\b\.?|kod|id)",
        rf"{_PRUKAZ} (?:zamestnan\w{{2,4}}|straznik\w{{0,3}}|hasic\w{{0,3}}|prislusnik\w{{0,3}})",
        rf"(?:evidencn|identifikacn|registracn)\w{{1,3}} {_CISLO} {_WHO}",
        rf"ev\. ?c\. ?{_WHO}",
        rf"c\. ?(?:{_WHO}|sluz\w{{0,6}}\.? ?prukazu|osobn\w{{1,3}} karty)",
        rf"{_CISLO} (?:osobn\w{{1,3}} (?:karty|spisu)|odznaku|pracovnik\w{{0,3}}|kart\w{{1,2}} {_WHO})",
        rf"{_CISLO} (?:zamestnaneck|sluzebn)\w{{1,3}} (?:karty|legitimace|{_PRUKAZ})",
        rf"sluz\. ?(?:c\b\.?|cis(?:lo)?\b\.?|{_PRUKAZ})|kmenov\w{{1,3}} {_CISLO}",
        r"(?:legitimac\w{1,2}|odznak\w{0,2}) (?:c\b|cislo)",
        r"(?:pracovnik|straznik|policist|hasic|prislusnik|student)\w{0,3} c\b|personaln\w{1,3} c\b|(?:staff|badge) (?:id|no|number)",
        r"oec\b|uco\b",
        rf"zamestnaneck\w{{1,3}} (?:{_CISLO}|{_PRUKAZ}|kart\w{{1,3}}|kod\w{{0,2}}|id\b)",
        rf"{_CISLO} sluzebn\w{{1,4}} (?:{_PRUKAZ}|odznak\w{{0,3}})",
        rf"{_CISLO} (?:zamestnan(?:ce|kyne|ci|cem|kyni)\b|straznik\w{{0,3}}|policist\w{{0,3}}|prislusnik\w{{0,3}}|studenta)",
        rf"personaln\w{{1,3}} {_CISLO}|studijn\w{{1,3}} {_CISLO}",
        r"(?:id|kod) zamestnan\w{2,4}|zamestnan\w{2,4} (?:c\b|cislo\b|id\b)",
        r"employee (?:id|no|number)\b|personal number\b",
        rf"{_PRUKAZ} (?:ztp|ozp|tp\b|student|straz|prislus|policist|osoby se zdravotnim postizenim)\w{{0,6}}",
    ),
    Label.RID: (r"rid\b|drid\b", r"(?:resortn|rezortn)\w{1,3} identifik\w{0,6}(?: pacient\w{0,3})?"),
    Label.ICO: (r"ico?\b|ic\. ?o\b|i\. ?c\. ?o\b|i\. ?c\b", r"identifikacn\w{1,3} cis\w{0,4}(?: (?:osoby|organizace|podnikatele))?"),
    Label.DIC: (r"dic\b", r"danov\w{1,3} identifik\w{0,6}(?: cis\w{0,4})?", r"vat(?: (?:id|no|number))?\b"),
}
"""In the order in which they are tried."""

CONNECTING_WORDS = frozenset(
    [
        "no", "nr", "num", "number", "je", "jsou", "ma", "mel", "mela", "zni", "byl", "byla", "bylo", "pod", "ev", "vyd", "na", "ve",
        "ze", "byt", "patri", "pan", "pana", "panu", "pani", "cr", "sr", "eu", "ec", "me", "my", "mne", "jez", "viz", "pro",
    ]
)  # fmt: skip
"""Whole words that may stand between a label and its number without parting them. Single letters always may."""

CONNECTING_STEMS = (
    "cisl", "pridel", "vydan", "eviden", "seri", "ceske", "cesky", "cesko", "republik", "obcan", "drzitel", "zadatel", "klient",
    "straznik", "policist", "prislusnik", "zamestnan", "ucitel", "skupin", "elektron", "biometr", "novy", "nova", "nove", "star",
    "puvodn", "nas", "moje", "muj", "meho", "mem", "jeho", "jeji", "tvuj", "vase", "vasi", "kter", "uveden", "doklad", "prukaz",
    "osob", "vcetne", "nasleduj", "znac", "otec", "otce", "matk",
    "manzel", "pracovnik", "ucitel", "hasic", "lekar", "mzd", "syna", "synov", "dcer", "ukrajin", "vietnam", "slovens",
    "nemec", "rusk", "polsk", "mestsk", "referent", "starost", "vedouc",
)  # fmt: skip
"""The same by their beginnings."""

"""What looks like personal data and is none: DOMAIN's traps. Every text here is clean; whatever is found in it is a false alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from evaluation.arithmetic import digits, wrong
from evaluation.kinds.bank import visa
from evaluation.kinds.birth import ten
from evaluation.sample import Sample, fill

Rows = Mapping[str, Sequence[str]]


def _ean(rng: Random) -> str:
    body = f"859{digits(rng, 9)}"
    return body + str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body)) % 10)


def _isbn(rng: Random) -> str:
    body = digits(rng, 9)
    check = -sum(int(d) * (10 - i) for i, d in enumerate(body)) % 11
    return body + ("X" if check == 10 else str(check))


def _stamp(rng: Random) -> str:
    return f"{rng.randrange(20, 26)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}{rng.randrange(24):02d}{rng.randrange(60):02d}"


LAWS = ("500/2004", "128/2000", "129/2000", "89/2012", "412/2005", "110/2019", "106/1999", "183/2006", "283/2021", "250/2016", "133/2000")
MAKERS: Mapping[str, Callable[[Random], str]] = {
    "n": lambda rng: str(rng.randrange(2, 900)),
    "y": lambda rng: str(rng.randrange(1998, 2026)),
    "d4": lambda rng: digits(rng, 4),
    "d5": lambda rng: rng.choice("123456789") + digits(rng, 4),
    "d6": lambda rng: rng.choice("123456789") + digits(rng, 5),
    "d8": lambda rng: rng.choice("123456789") + digits(rng, 7),
    "d9": lambda rng: rng.choice("123456789") + digits(rng, 8),
    "x10": lambda rng: wrong(rng, ten(rng)),
    "x16": lambda rng: wrong(rng, visa(rng)),
    "ean": _ean,
    "isbn": _isbn,
    "stamp": _stamp,
    "hex": lambda rng: f"{rng.getrandbits(160):040x}",
    "hex17": lambda rng: f"{rng.getrandbits(68):017x}",
    "guid": lambda rng: "-".join(f"{rng.getrandbits(4 * n):0{n}x}" for n in (8, 4, 4, 4, 12)),
    "kc": lambda rng: f"{rng.randrange(1, 999)} {digits(rng, 3)} {digits(rng, 3)}",
    "date": lambda rng: f"{rng.randrange(1, 29)}. {rng.randrange(1, 13)}. {rng.randrange(2015, 2026)}",
    "ymd": lambda rng: f"{rng.randrange(2015, 2026)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}",
    "law": lambda rng: rng.choice(LAWS),
    "version": lambda rng: f"{rng.randrange(1, 20)}.{rng.randrange(30)}.{rng.randrange(200)}.{rng.randrange(1, 99)}",
    "private": lambda rng: f"{rng.choice(('10.0', '192.168', '172.16'))}.{rng.randrange(256)}.{rng.randrange(1, 255)}",
}
"""What may stand in a template, by name."""

ROWS: Rows = {
    "birth number": (
        "Spis č. j. MUVZ {n}/{d4}/{y} byl uzavřen.",
        "faktura č. {x10}, splatnost 14 dní",
        "ISBN {isbn}, druhé vydání",
        "Zásilka {x10} byla předána dopravci.",
        "log {stamp} start úlohy",
        "objednávka {x10} ze skladu B",
        "Podle zákona č. {law} Sb. se postupuje přiměřeně.",
        "soubor zaloha_{stamp}.zip",
        "čárový kód {ean}",
    ),
    "identity card": (
        "OP Zaměstnanost, registrační číslo projektu {d9}",
        "Obchodní podmínky (OP) verze {d9} platí od května.",
        "Ochranné pásmo OP {d6} m² je vyznačeno.",
        "operační program Doprava, OP {n} a {n}",
    ),
    "passport, licence, permit": (
        "Pásový dopravník {d8} je obchodní název výrobku.",
        "Technický průkaz budovy má {n} stran.",
        "Povolení ke kácení č. {n}/{y} nabylo právní moci.",
        "Stavební povolení č. {d6} z roku {y}",
        "Norma EN {d6} a pokyn ED {n}",
        "Typ EA {d4} je čerpadlo.",
    ),
    "service card": ("Osobní automobily: {d5} kusů v kraji.", "osobní náklady {d5} tis. Kč", "služební cesty celkem {d6} Kč",
    "služební vozidla, {n} kusů"),
    "IČO, DIČ": (
        "Dodavatel Stavby Vzor s.r.o., IČO: {d8}, zapsaná v obchodním rejstříku",
        "Kraj, IČO 70891508, jako zadavatel",
        "DIČ: CZ70891508 (kraj)",
        "CPV {d8}-{n}",
        "CZ-NACE 84110 a 84120",
        "Datum ve tvaru {ymd}",
    ),
    "bank account": (
        "č. j. {n}/{y}",
        "usnesení č. {n}/{y} zastupitelstva",
        "viz § {n} odst. 2 zákona č. {law} Sb.",
        "Poměr {d4}/{n} je nízký.",
        "parametr {n}-{n}/{n}",
        "Nařízení (EU) 2016/679 a směrnice 2010/75",
        "číslo smlouvy {d5}/{y}/OSM",
    ),
    "IBAN": ("Norma CZ{n} neexistuje.", "kód zboží DE{d8}", "sériové číslo PL{d8}{d4}X", "ČSN EN ISO {d5}"),
    "payment card": ("čárový kód {ean}", "sériové číslo {x16}", "číslo zásilky {x16} v systému", "0000 0000 0000 0000",
    "identifikátor {d8}{d8}1"),
    "telephone": (
        "Rozpočet činí {kc} Kč.",
        "Schválená dotace {kc} Kč na školu",
        "linka {n}, dveře č. {n}",
        "č. j. {d9}",
        "projekt reg. č. {d9}",
        "tísňové linky 112, 150, 155 a 158",
        "bezplatná linka 800 a zelená linka",
        "souřadnice {d6} {d6} {d6}",
        "PSČ je pětimístné, např. 1 až 7 na začátku",
        "{d9} obyvatel planety",
    ),
    "e-mail": ("příkaz pip install balík@{n}.1.0", "Zapiš @deprecated nad funkci.", "cena 3 @ 150 Kč", "git@server a uživatel@",
    "zavináč se píše AltGr+V"),
    "IP, MAC": (
        "verze {version} vyšla v květnu",
        "v. {version} opravuje chybu",
        "server {private} v serverovně",
        "adresa 127.0.0.1 je vlastní počítač",
        "viz kapitola 1.2.3.4 směrnice",
        "oddíl 3.4.5.6 přílohy",
        "rozsah {private}/24 pro tiskárny",
        "čas 12:34:56 až 13:00:00",
    ),
    "data box": ("Informační systém datových schránek slouží úřadům.", "Stavbam vadí znamena.", "Datová schránka: zřízení je zdarma",
    "DS znamena datový soubor", "Pokyny k datové schránce občana najdete zde."),
    "licence plate": (
        "místnost 3B2 1234 je obsazena",
        "kurz 4A1 0021 začíná v září",
        "třída 1AB, 28 žáků",
        "autobus SOR NB {n}",
        "rozměr 2× A4, {n}0 mm",
        "letadlo F16 a tank T72",
        "silnice D{n} a E55",
    ),
    "VIN": ("commit {hex}", "licenční klíč {guid}", "kontrolní součet {hex17}", "heslo k VIN se nepoužívá"),
    "address": (
        "Masarykova univerzita pořádá kurz pro úřady.",
        "Letiště Václava Havla Praha odbavilo {n} letů.",
        "V Liberci bude {n} nových lamp.",
        "Obec má 512 obyvatel a 3 ulice.",
        "tramvaj č. 11 do Jablonce",
        "Praha 1 až Praha 22 jsou městské části.",
        "V ulici se bude kopat do konce roku.",
        "projekt za {d5} Kč Liberec schválil",
    ),
    "date of birth": (
        "Vyhláška nabývá účinnosti {date}.",
        "Lhůta končí {date}.",
        "Zastupitelstvo se sejde {date} v 17 hodin.",
        "z. č. 129/2000 Sb., účinný od 12. 11. 2000",
        "Schváleno dne {date}, usnesení č. {n}",
        "Budova byla postavena v roce 1927.",
        "záruka 24 měsíců, 5 let na střechu",
        "Strategie do roku 2030 má {n} stran.",
    ),
    "case marks": (
        "Ústavní soud v nálezu Pl. ÚS 24/10 dovodil, že sběr dat je zásah.",
        "rozsudek Nejvyššího správního soudu 6 As 113/2014 je ustálený",
        "Podle judikátu 9 Afs {n}/2016 není správní uvážení neomezené.",
        "Formát EX {n} se nepoužívá.",
        "Katastr obsahuje parcely a listy vlastnictví.",
        "usnesení č. {n}/{y}/RK",
    ),
    "health": (
        "Kraj podpoří léčbu závislostí částkou {kc} Kč.",
        "Statistika: deprese je druhá nejčastější diagnóza.",
        "Formát papíru A4, dálnice D1 a vitamín B12",
        "buňka C10 v tabulce obsahuje součet",
        "stíhačka F16, silnice E55, summit G20, kodek H264",
        "Zdravotní pojišťovny hradí očkování dětí do 15 let.",
        "Podmínky invalidního důchodu upravuje zákon č. 155/1995 Sb.",
        "Nemocnice nabízí onkologickou prevenci.",
        "Jak získat průkaz ZTP? Popiš postup pro web města.",
    ),
    "ethnicity, politics, religion": (
        "Výbor pro národnostní menšiny zasedá čtvrtletně.",
        "Paměť CD-ROM a ROM disk",
        "Romský holokaust připomene výstava v muzeu.",
        "Církevní restituce probíhají podle zákona č. 428/2012 Sb.",
        "Církevní škola má {n} žáků.",
        "Volby do zastupitelstev krajů se konají v říjnu.",
        "Politické strany dostávají příspěvek ze státního rozpočtu.",
        "Vánoce a Velikonoce jsou církevní svátky.",
    ),
    "union (odbor)": (
        "Vedoucí odboru informatiky svolal poradu.",
        "Odbor dopravy a odbor životního prostředí vydaly společné stanovisko.",
        "Agenda byla převedena z odboru na oddělení.",
        "odborový rada je služební označení",
        "Odbory krajského úřadu mají {n} zaměstnanců.",
        "Náplň práce odboru školství",
        "odborné posudky a odborníci na vodu",
    ),
    "sex life, biometrics": (
        "Kampaň proti sexuálnímu obtěžování na pracovišti má tři části.",
        "Zákon o registrovaném partnerství byl novelizován.",
        "Biometrické pasy se vydávají od roku 2006.",
        "Otisky prstů v pasech upravuje nařízení (ES) č. 2252/2004.",
        "Cena testu DNA v laboratoři je {n} Kč.",
    ),
    "criminal": (
        "Výpis z Rejstříku trestů vydá každý CzechPOINT.",
        "Trestní zákoník má {n} paragrafů.",
        "Kolik přestupků kraj řešil v roce {y}? Celkem {d5}.",
        "Vazba knih a vazba na rozpočet",
        "Bezúhonnost se prokazuje podle § 6 živnostenského zákona.",
        "Podmínka byla splněna, podmíněné formátování buněk",
    ),
    "payroll": (
        "Platný doklad a platba v termínu",
        "Platnost smlouvy končí {date}.",
        "Průměrná mzda v kraji vzrostla na {d5} Kč.",
        "povinný subjekt podle zákona č. 106/1999 Sb.",
        "Tabulka platových tříd je v příloze nařízení vlády č. 341/2017 Sb.",
        "Odměny zastupitelů stanoví nařízení vlády.",
    ),
    "confidentiality": (
        "Zákon č. 412/2005 Sb. zná stupně Vyhrazené až Přísně tajné.",
        "Co je obchodní tajemství podle § 504 občanského zákoníku?",
        "Vysvětli stupně TLP a kdy se používají.",
        "tajné hlasování proběhlo, {n} hlasů pro",
        "důvěrná známost je román",
        "parkoviště vyhrazené pro návštěvy",
    ),
    "secret": (
        "heslo dne: pozor na náledí",
        "Jak často se má měnit heslo? Navrhni pravidla.",
        "commit {hex}",
        "password = getpass.getpass()",
        "heslo: ********",
        'token = os.environ["TOKEN"]',
        "Authorization: Bearer <TOKEN>",
        "klíčové heslo kampaně zní Čistý kraj",
    ),
    "licensed text": ("Licence MIT dovoluje úpravy.", "Autorský zákon č. 121/2000 Sb.", "podle ČSN EN se postupuje přiměřeně", "© město"),
    "person": (
        "Masarykova univerzita a Karlova univerzita spolupracují.",
        "Benešovy dekrety jsou součástí právního řádu.",
        "Nemocnice Václava Havla neexistuje, letiště ano.",
        "Malý grant, Nový projekt a Veselý podzim",
        "Černý rybíz, Bílý Kostelec a Červený Hrádek",
        "Svoboda projevu a Rada kraje",
        "Květen a Máj jsou svátky jara.",
        "Ulice Jiráskova a náměstí Dr. E. Beneše budou uzavřeny.",
        "Hotel Dvořák, pivovar Svijany, restaurace U Zlatého lva",
        "metoda Monte Carlo a Newtonův zákon",
        "Praha, Brno, Ostrava, Petra v Jordánsku",
        "Němec, Polák a Slovák jdou do baru.",
        "Thomayerova nemocnice v Praze",
        "Kovář, zedník, tesař a mlynář jsou řemesla.",
    ),
}  # fmt: skip


def samples(rows: Rows, rng: Random, rounds: int) -> Iterator[Sample]:
    """Each row several times, with other numbers each time; a row without a number once."""
    for group, templates in rows.items():
        for template in templates:
            seen: set[str] = set()
            for _ in range(rounds):
                slots = {name: make(rng) for name, make in MAKERS.items()}
                sample = fill(template, slots, group=group, form="look-alike")
                if sample.text not in seen:
                    seen.add(sample.text)
                    yield sample

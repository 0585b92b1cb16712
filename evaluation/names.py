"""Office prompts that hold names, in every form in which offices write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from evaluation.people import Names, Person, without_diacritics
from evaluation.sample import Sample, Slot, fill

BARRED = ("lower case", "upper case", "no diacritics", "inflected", "foreign")
"""The forms of the bar; the others are reported beside it."""

INFLECTED: Mapping[int, tuple[str, ...]] = {
    0: ("{n} podala žádost o stavební povolení.", "V pondělí volal {n} kvůli popelnicím.", "Je {n} oprávněna jednat za spolek?"),
    1: (
        "Prosím shrň stížnost {n} na hluk.",
        "Bez souhlasu {n} nelze pokračovat.",
        "Podle {n} je plot na cizím pozemku.",
        "Do bytu {n} se přistěhovala rodina.",
    ),
    2: (
        "Napiš {n} omluvný dopis.",
        "Vyhověli jsme {n} v celém rozsahu.",
        "Rozhodnutí bylo {n} doručeno včera.",
        "Díky {n} byl spis nalezen.",
    ),
    3: ("Předvolejte {n} k ústnímu jednání.", "Navrhuji přijmout {n} na pozici referenta.", "Pro {n} připrav potvrzení o zaměstnání."),
    4: ("Dobrý den, {n}, děkujeme za zprávu.", "Vážená paní {n}, k Vaší žádosti sdělujeme následující."),
    5: ("V posudku o {n} chybí závěr.", "Po {n} zůstala pozůstalost.", "Spis o {n} je u kolegyně."),
    6: (
        "Jednal jsem s {n} o nájmu.",
        "Smlouva uzavřená mezi městem a {n} je neplatná.",
        "Před {n} byli v pořadí další dva.",
        "Dohodu s {n} ukončíme.",
    ),
}
PLAIN = (
    "napiš odpověď pro {n}, která žádá o byt",
    "kdy má {n} dovolenou?",
    "shrň mi prosím spis, účastník řízení {n}",
    "paní {n} si stěžuje na souseda",
    "pan {n} volal kvůli stavebnímu povolení",
    "jméno: {n}",
    "žadatel {n}, věc: kácení dřevin",
    "oprav mi text: dnes přišel {n} a přinesl doklady",
    "potřebuju dopis pro {n} ohledně nedoplatku",
)
CAPITALS = (
    "ŽADATEL: {n}",
    "Účastník řízení {n} se odvolal.",
    "ROZHODNUTÍ VE VĚCI {n}",
    "{n}\nTRVALE BYTEM LIBEREC",
    "Jméno a příjmení: {n}",
    "USNESENÍ\n\nObviněný {n} se omlouvá.",
    "PANÍ {n}, ODBOR DOPRAVY",
)
FOREIGN = (
    "Cizinec {n} žádá o prodloužení pobytu.",
    "Zaměstnavatel ohlásil nástup: {n}.",
    "Dítě {n} bylo přijato do mateřské školy.",
    "Prosím přelož dopis, který poslal {n}.",
    "Nájemce {n} dluží tři měsíce.",
    "Účastník řízení: {n}, státní příslušnost neuvedena",
    "{n} nerozumí česky, zajistěte tlumočníka.",
)


def _joined(person: Person) -> str:
    return person.full


def _surname_first(person: Person) -> str:
    return f"{person.surname[0]} {person.given[0]}"


def _capital_surname(person: Person) -> str:
    return f"{person.surname[0].upper()} {person.given[0]}"


def _initial(person: Person) -> str:
    return f"{person.given[0][0]}. {person.surname[0]}"


OTHER: Mapping[str, tuple[Callable[[Person], str], tuple[str, ...]]] = {
    "titles": (
        _joined,
        ("Ing. {n}, Ph.D., vede odbor.", "Posudek vypracoval MUDr. {n}.", "Mgr. {n} zastupuje žalobce.", "doc. {n}, CSc., přednáší"),
    ),
    "initial": (_initial, ("Vyřizuje: {n}", "Zapsala {n} dne 3. 5. 2024.", "Podklady dodal {n}, linka 214.")),
    "surname first": (_surname_first, ("Příjmení a jméno: {n}", "1. {n}\n2. neobsazeno", "Zaměstnanec: {n}")),
    "NOVÁK Jan": (_capital_surname, ("Seznam přítomných: {n}", "{n}, omluven", "Žák: {n}, třída 4. B")),
    "table": (
        _joined,
        (
            "| č. | jméno | částka |\n|---|---|---|\n| 1 | {n} | 1 200 |",
            "| {n} | Liberec | ano |\n|---|---|---|",
            "jméno\todbor\n{n}\tdoprava",
        ),
    ),
    "csv": (_surname_first, ("prijmeni a jmeno;castka\n{n};1200", "id,osoba,stav\n7,{n},aktivni")),
    "json": (_joined, ('{{"jmeno": "{n}", "stav": "nový"}}', '[{{"osoba": "{n}"}}, {{"osoba": null}}]')),
    "e-mail header": (
        _joined,
        ("From: {n} <podatelna@urad.example>\nSubject: dotaz", "Od: {n}\nKomu: podatelna\nPředmět: žádost", "Komu: {n}\nDobrý den,"),
    ),
    "signature": (_joined, ("S pozdravem\n\n{n}\nreferent", "Děkuji za vyřízení.\n{n}", "V Liberci dne 3. 5. 2024\n\n{n}, v. r.")),
}


def possessive(person: Person) -> str:
    """Novákův, Janin."""
    if person.woman:
        stem = person.given[0][:-1]
        for hard, soft in (("k", "č"), ("r", "ř"), ("h", "ž")):
            if stem.endswith(hard):
                stem = stem[: -len(hard)] + soft
                break
        return stem + "in"
    name, accusative = person.surname[0], person.surname[3]
    return accusative if name.endswith(("ý", "í", "ů")) else accusative[:-1] + "ův"


def family(surname: tuple[str, ...]) -> tuple[str, str]:
    """Novákovi, Novákových: a family in the nominative and the genitive."""
    name = surname[0]
    if name.endswith("ý"):
        return f"{name[:-1]}í", f"{name}ch"
    if name.endswith("í"):
        return name, f"{name}ch"
    if name.endswith("ů"):
        return name, name
    return surname[2], f"{surname[2][:-1]}ých"


def sample(template: str, value: str, form: str) -> Sample:
    """One prompt with one name, which stands at ``{n}``."""
    slot = Slot(value, "name", form, frozenset({"PERSON"}))
    return fill(template, {"n": slot}, group=f"names, {form}", form=form)


def _fitting(template: str) -> bool | None:
    """Whose name fits: a woman's (True), a man's (False), anybody's (None)."""
    folded = template.casefold()
    if any(word in folded for word in ("paní", "oprávněna", "podala", "která", "vážená", "zapsala")):
        return True
    if any(word in folded for word in ("pan ", "volal", "účastník", "žadatel", "přišel", "obviněný", "jednal jsem")):
        return False
    return None


def inflected(table: Mapping[int, Sequence[str]], names: Names, rng: Random, rounds: int) -> Iterator[Sample]:
    """Every sentence of every case."""
    for case, templates in table.items():
        for template in templates:
            for _ in range(rounds):
                person = names.person(rng, woman=_fitting(template))
                value = person.surname[0] if "paní {n}" in template.casefold() else person.case(case)
                yield sample(template, value, "inflected")


def samples(names: Names, rng: Random, rounds: int) -> Iterator[Sample]:
    """The open part: every form."""
    yield from inflected(INFLECTED, names, rng, rounds)
    for _ in range(rounds):
        for template in PLAIN:
            person = names.person(rng, woman=_fitting(template))
            yield sample(template, person.full.lower(), "lower case")
            yield sample(without_diacritics(template), without_diacritics(person.full), "no diacritics")
        for template in CAPITALS:
            yield sample(template, names.person(rng, woman=_fitting(template)).full.upper(), "upper case")
        for template in FOREIGN:
            yield sample(template, " ".join(rng.choice(names.foreign)), "foreign")
    yield from others(OTHER, names, rng, rounds)


def others(table: Mapping[str, tuple[Callable[[Person], str], Sequence[str]]], names: Names, rng: Random, rounds: int) -> Iterator[Sample]:
    """The forms beside the bar."""
    for form, (spell, templates) in table.items():
        for template in templates:
            for _ in range(rounds):
                yield sample(template, spell(names.person(rng, woman=_fitting(template))), form)
    for _ in range(rounds * 2):
        woman, man = names.person(rng, woman=True), names.person(rng, woman=False)
        yield sample("Podle vyjádření souseda je {n} bratr v cizině.", possessive(woman), "possessive")
        yield sample("Ztratil se {n} občanský průkaz i klíče.", possessive(man), "possessive")
        yield sample("Manželé {n} koupili zahradu.", family(man.surname)[0], "family")
        yield sample("Rodina {n} žádá o vodovodní přípojku.", family(man.surname)[1], "family")

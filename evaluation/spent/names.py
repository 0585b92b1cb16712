"""Other names and other sentences."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from evaluation.names import OTHER, inflected, others
from evaluation.names import sample as named
from evaluation.people import Names, without_diacritics
from evaluation.sample import Sample

NAMES = Names(
    men=("Michal", "David", "Filip", "Adam", "Václav", "Stanislav", "Miloslav", "Dominik", "Vojtěch", "Marek", "Libor", "Bohumil",
    "Richard", "Ivo", "Šimon"),
    women=("Anna", "Barbora", "Veronika", "Jitka", "Ivana", "Helena", "Michaela", "Dagmar", "Simona", "Nikola", "Klára", "Adéla",
    "Renata", "Soňa", "Vlasta"),
    surnames=(
        "Černý", "Kučera", "Pokorný", "Růžička", "Fiala", "Sedláček", "Doležal", "Zeman", "Kolář", "Navrátil", "Čapek", "Vaněk", "Vlček",
        "Polák", "Musil",
        "Šimek", "Kříž", "Havlíček", "Bureš", "Tichý", "Koudelka", "Strnad", "Rybníček", "Chmelař", "Odvárka", "Trávníček", "Jirsa",
        "Pešek", "Zikmund",
        "Kadeřábek", "Hromádka", "Vytlačil", "Rozsypal", "Mikeš", "Machů", "Dočkal", "Lacina", "Šťovíček", "Kroupa", "Bartůněk",
    ),
    foreign=(
        ("Le Thi", "Huong"), ("Vu Van", "Tuan"), ("Natalia", "Petrenko"), ("Mykola", "Hrycenko"), ("Tetiana", "Savčenko"), ("Jürgen",
        "Bauer"),
        ("Zuzana", "Baloghová"), ("Ľubomír", "Hruška"), ("Maria", "Ivanova"), ("James", "Miller"), ("Hoang Quoc", "Bao"), ("Vasyl",
        "Romaniuk"),
        ("Elena", "Ionescu"), ("Piotr", "Zielinski"), ("Giovanni", "Ricci"), ("Ahmed", "Hassan"), ("Sofie", "Larsen"), ("Štefan", "Molnár"),
    ),
)  # fmt: skip
INFLECTED: dict[int, tuple[str, ...]] = {
    0: ("Bohužel {n} nedodala plnou moc.", "Na schůzi vystoupil {n} s námitkou."),
    1: ("Od {n} jsme obdrželi druhé podání.", "Adresa {n} není známa.", "Kvůli nemoci {n} se jednání odkládá."),
    2: ("Vraťte kauci {n} na účet.", "Poděkujte {n} za spolupráci.", "Co odpovědět {n} na její dotaz?"),
    3: ("Viděli jsme {n} u vchodu do úřadu.", "Zapište {n} do seznamu voličů.", "Hledám {n} v evidenci psů."),
    4: ("Milá {n}, posílám slíbené podklady.",),
    5: ("Informace o {n} prosím nezveřejňujte.", "Při {n} zůstává odpovědnost za sklad."),
    6: ("Sejdu se s {n} ve středu.", "Spor mezi sousedy a {n} trvá.", "Nad {n} byl ustanoven opatrovník."),
}
PLAIN = (
    "co mám odpovědět? píše mi {n} kvůli poplatku za psa",
    "prosím zkontroluj smlouvu, nájemce {n}",
    "matka {n}, otec neuveden",
    "klientka {n} nepřišla na schůzku",
    "jmeno a prijmeni: {n}",
    "předávací protokol podepsal {n}",
)
CAPITALS = ("ÚČASTNÍK: {n}", "VYJÁDŘENÍ {n} KE KOLAUDACI", "Pan {n} prodal pozemek.", "DOPIS PRO {n}", "Příjemce: {n}\nČástka: 1 200 Kč")
FOREIGN = (
    "Klient {n} přišel s tlumočníkem.",
    "Rodiče: {n}",
    "Smlouvu o ubytování uzavřel {n}.",
    "Pracovní povolení má {n} do prosince.",
    "Napiš {n} e-mail v angličtině.",
)
MORE = {
    "titles": (OTHER["titles"][0], ("Vyřídí to Bc. {n}.", "prof. {n}, DrSc., a Ing. arch. neuveden", "Advokátka JUDr. {n}")),
    "initial": (OTHER["initial"][0], ("Schválil: {n}", "poslal to {n} z ekonomického")),
    "surname first": (OTHER["surname first"][0], ("Pojištěnec: {n}", "Příjmení, jméno\n{n}")),
    "NOVÁK Jan": (OTHER["NOVÁK Jan"][0], ("Hráč {n} (Liberec)", "Dlužník: {n}")),
    "table": (OTHER["table"][0], ("| {n} | 12 | splněno |", "Osoba | Stav\n{n} | v evidenci")),
    "csv": (OTHER["csv"][0], ('"{n}";"ulice neuvedena";1',)),
    "json": (OTHER["json"][0], ('{{"name": "{n}", "id": 7}}', '{{"kontakt": {{"osoba": "{n}"}}}}')),
    "e-mail header": (OTHER["e-mail header"][0], ("Cc: {n} <urad@urad.example>", "{n} napsal(a) dne 3. května:")),
    "signature": (OTHER["signature"][0], ("S úctou {n}", "Zdraví\n{n}\nvedoucí oddělení")),
}


def samples(rng: Random, rounds: int) -> Iterator[Sample]:
    """The same forms as the open part has."""
    yield from inflected(INFLECTED, NAMES, rng, rounds)
    for _ in range(rounds):
        for template in PLAIN:
            person = NAMES.person(rng, woman=True if "klientka" in template or "matka" in template else None)
            yield named(template, person.full.lower(), "lower case")
            yield named(without_diacritics(template), without_diacritics(person.full), "no diacritics")
        for template in CAPITALS:
            yield named(template, NAMES.person(rng, woman=False if "Pan " in template else None).full.upper(), "upper case")
        for template in FOREIGN:
            yield named(template, " ".join(rng.choice(NAMES.foreign)), "foreign")
    yield from others(MORE, NAMES, rng, rounds)

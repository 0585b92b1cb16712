"""Other names and other sentences."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from evaluation.names import OTHER, inflected, others
from evaluation.names import sample as named
from evaluation.people import Names, without_diacritics
from evaluation.sample import Sample

NAMES = Names(
    men=("Miroslav", "Daniel", "Štěpán", "Jaroslav", "Rudolf", "Antonín", "Kryštof", "Ladislav", "Igor", "Patrik", "Aleš", "Oldřich",
    "Robert", "Viktor", "Hynek"),
    women=("Ivona", "Kristýna", "Gabriela", "Jarmila", "Blanka", "Eliška", "Iveta", "Radka", "Olga", "Pavla", "Natálie", "Drahomíra",
    "Šárka", "Miluše", "Aneta"),
    surnames=(
        "Kadlec", "Bartoš", "Hrubý", "Konečný", "Holub", "Suchánek", "Štěpánek", "Malý", "Vlach", "Blažek", "Ptáček", "Hudec", "Kohout",
        "Brabec", "Cibulka",
        "Švejda", "Tomeček", "Zelinka", "Hošek", "Peroutka", "Kuneš", "Vojáček", "Nejedlý", "Smolík", "Žáček", "Dobiáš", "Jechort",
        "Karas", "Mrkvička",
        "Skřivánek", "Toman", "Habrda", "Ludvík", "Vymazal", "Nezval", "Hampl", "Kolařík", "Řezáč", "Martinů", "Zavadil",
    ),
    foreign=(
        ("Tran Thi", "Lan"), ("Nguyen Duc", "Anh"), ("Halyna", "Boyko"), ("Ihor", "Kravčenko"), ("Svitlana", "Hončarenko"),
        ("Klaus", "Hoffmann"), ("Mária", "Tóthová"), ("Jozef", "Lukáč"), ("Olga", "Smirnova"), ("Emily", "Johnson"), ("Bui Xuan", "Phuc"),
        ("Taras", "Moroz"), ("Andrei", "Popa"), ("Agnieszka", "Nowak"), ("Marco", "Bianchi"), ("Omar", "Haddad"), ("Ingrid", "Hansen"),
        ("Eva", "Némethová"),
    ),
)  # fmt: skip
INFLECTED: dict[int, tuple[str, ...]] = {
    0: ("Odvolání podal {n} včas.", "Kontrolu objednala {n} telefonicky.", "Nejvyšší nabídku předložil {n}."),
    1: ("Žádosti {n} jsme nevyhověli.", "Do pokoje {n} zatéká.", "Rodiče {n} se nedostavili."),
    2: ("Zavolej {n} zítra ráno.", "Kdo předal {n} klíče?", "Byl {n} vyplacen příspěvek?"),
    3: ("Strážníci zastihli {n} doma.", "Za {n} jedná opatrovník.", "Požádej {n} o doplnění."),
    4: ("Vážený pane {n}, reagujeme na Váš podnět.",),
    5: ("Zprávu o {n} založ do spisu.", "Na {n} si stěžují sousedé."),
    6: ("Setkání s {n} proběhlo včera.", "Za {n} přišel advokát.", "Smlouvu s {n} jsme vypověděli."),
}
PLAIN = (
    "potřebuju odpověď na stížnost, kterou poslal {n}",
    "jak mám oslovit {n} v dopise?",
    "nájemkyně {n} dluží za vodu",
    "podání učinil {n} dne 3. 5.",
    "zamestnanec: {n}",
    "prosim te, {n} chce vratit poplatek",
)
CAPITALS = ("ODVOLATEL: {n}", "PŘEDVOLÁNÍ\n{n}", "Věc: stížnost, podal {n}", "Vlastník {n} souhlasí.", "ZÁPIS Z JEDNÁNÍ S {n}")
FOREIGN = (
    "Žadatel {n} nemá doklad o ubytování.",
    "Na matrice se hlásí {n} s překladem.",
    "Pojištěnec: {n}",
    "Byt si pronajal {n} s rodinou.",
    "Studentka {n} žádá o uznání vzdělání.",
)
MORE = {
    "titles": (OTHER["titles"][0], ("Přednášel prof. {n}, DrSc.", "Zpracovala Ing. {n}", "MVDr. {n} a další")),
    "initial": (OTHER["initial"][0], ("Za správnost: {n}", "Kontroloval {n}, úsek 2")),
    "surname first": (OTHER["surname first"][0], ("Vlastník: {n}", "Pořadí 4: {n}")),
    "NOVÁK Jan": (OTHER["NOVÁK Jan"][0], ("Prezenční listina\n{n}", "Povinný: {n}")),
    "table": (OTHER["table"][0], ("<td>{n}</td><td>přítomen</td>", "pořadí | účastník\n1 | {n}")),
    "csv": (OTHER["csv"][0], ("id;zadatel;obec\n3;{n};neuvedena",)),
    "json": (OTHER["json"][0], ('{{"zadatel": {{"celeJmeno": "{n}"}}}}', '[{{"id": 4, "person": "{n}"}}]')),
    "e-mail header": (OTHER["e-mail header"][0], ("Dne 3. května napsala {n}:", "Kopie: {n} <info@urad.example>")),
    "signature": (OTHER["signature"][0], ("Hezký den\n{n}\nodbor dopravy", "v zastoupení {n}")),
}


def _gender(template: str) -> bool | None:
    """Whose name fits: a woman's (True), a man's (False), anybody's (None)."""
    if any(word in template for word in ("objednala", "nájemkyně", "Zpracovala", "napsala")):
        return True
    if any(word in template for word in ("podal", "předložil", "Byl {n}", "pane", "poslal", "učinil", "ODVOLATEL", "Vlastník {n}")):
        return False
    return None


def samples(rng: Random, rounds: int) -> Iterator[Sample]:
    """The same forms as the open part has."""
    rest = {case: tuple(t for t in templates if _gender(t) is None) for case, templates in INFLECTED.items()}
    yield from inflected(rest, NAMES, rng, rounds)
    for case, templates in INFLECTED.items():
        for template in templates:
            woman = _gender(template)
            for _ in range(rounds if woman is not None else 0):
                person = NAMES.person(rng, woman=woman)
                yield named(template, person.surname[4] if "pane {n}" in template else person.case(case), "inflected")
    for _ in range(rounds):
        for template in PLAIN:
            person = NAMES.person(rng, woman=_gender(template))
            yield named(template, person.full.lower(), "lower case")
            yield named(without_diacritics(template), without_diacritics(person.full), "no diacritics")
        for template in CAPITALS:
            yield named(template, NAMES.person(rng, woman=_gender(template)).full.upper(), "upper case")
        for template in FOREIGN:
            yield named(template, " ".join(rng.choice(NAMES.foreign)), "foreign")
    yield from others(MORE, NAMES, rng, rounds)

"""Made-up persons: any given name with any surname, no person behind any of them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random

from evaluation import inflection

MEN = (
    "Jan",
    "Petr",
    "Jiří",
    "Tomáš",
    "Karel",
    "Pavel",
    "Zdeněk",
    "Josef",
    "Martin",
    "Jakub",
    "Ondřej",
    "Matěj",
    "Vladimír",
    "Roman",
    "Radek",
    "Lukáš",
)
WOMEN = (
    "Jana",
    "Marie",
    "Eva",
    "Božena",
    "Kateřina",
    "Lenka",
    "Věra",
    "Hana",
    "Tereza",
    "Lucie",
    "Markéta",
    "Alena",
    "Zuzana",
    "Ludmila",
    "Petra",
    "Monika",
)
SURNAMES = (
    "Novák", "Svoboda", "Dvořák", "Procházka", "Horák", "Hájek", "Němec", "Novotný", "Veselý", "Krejčí", "Kovář", "Beneš", "Urbánek",
    "Kratochvíl",
    "Vrzal", "Pospíchal", "Petrů", "Skopalík", "Zábranský", "Hnilica", "Řehoř", "Kubíček", "Mareš", "Vondra", "Šafránek", "Bříza",
    "Čermák", "Janků",
    "Říha", "Matoušek", "Blecha", "Holeček", "Lhoták", "Vaverka", "Drobílek", "Štěrba", "Tlustý", "Kopřiva", "Zedníček", "Ošmera",
)  # fmt: skip
FOREIGN = (
    ("Nguyen Thi", "Hoa"), ("Tran Van", "Minh"), ("Olena", "Kovalenko"), ("Serhij", "Ševčuk"), ("Andrij", "Bondarenko"), ("Hans", "Müller"),
    ("Katarína", "Horváthová"), ("Peter", "Kováčik"), ("Oksana", "Melnyčuk"), ("John", "Smith"), ("Pham Duc", "Long"), ("Iryna",
    "Tkačenko"),
    ("Gheorghe", "Popescu"), ("Anna", "Kowalska"), ("Dmytro", "Lysenko"), ("Wolfgang", "Schneider"), ("Batbold", "Ganbaatar"),
    ("Miroslav", "Ďurica"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Given name and surname in seven cases each."""

    given: tuple[str, ...]
    surname: tuple[str, ...]
    woman: bool

    @property
    def full(self) -> str:
        """Given name and surname, nominative."""
        return f"{self.given[0]} {self.surname[0]}"

    def case(self, number: int) -> str:
        """Both names in one case, 0 to 6."""
        return f"{self.given[number]} {self.surname[number]}"


@dataclass(frozen=True, slots=True)
class Names:
    """Where persons are made from."""

    men: tuple[str, ...] = MEN
    women: tuple[str, ...] = WOMEN
    surnames: tuple[str, ...] = SURNAMES
    foreign: tuple[tuple[str, str], ...] = FOREIGN

    def person(self, rng: Random, *, woman: bool | None = None) -> Person:
        """Somebody who does not exist."""
        surname = rng.choice(self.surnames)
        if rng.random() < 0.5 if woman is None else woman:
            return Person(inflection.given_woman(rng.choice(self.women)), inflection.woman(inflection.womans(surname)), woman=True)
        return Person(inflection.given_man(rng.choice(self.men)), inflection.man(surname), woman=False)


def without_diacritics(text: str) -> str:
    """``Jiří`` → ``Jiri``."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))

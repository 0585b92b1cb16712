"""Date and place of birth, and age."""

from __future__ import annotations

from datetime import date
from random import Random

from evaluation.arithmetic import day
from evaluation.kind import Kind, Maker, accepts

MONTHS_FIRST = ("leden", "únor", "březen", "duben", "květen", "červen", "červenec", "srpen", "září", "říjen", "listopad", "prosinec")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
MONTHS = ("ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince")
ORDINALS = ("prvního", "druhého", "třetího", "čtvrtého", "pátého", "šestého", "sedmého", "osmého", "devátého", "desátého")
TENS = {5: "padesát", 6: "šedesát", 7: "sedmdesát", 8: "osmdesát", 9: "devadesát"}
UNITS = ("", " jedna", " dva", " tři", " čtyři", " pět", " šest", " sedm", " osm", " devět")


def _born(rng: Random) -> date:
    return day(rng, date(1940, 1, 1), date(2012, 12, 31))


def _month(index: int) -> dict[str, str]:
    return {"w": MONTHS[index], "f": MONTHS_FIRST[index], "r": ROMAN[index]}


def _as(form: str) -> Maker:
    def made(rng: Random) -> str:
        born = _born(rng)
        return form.format(d=born.day, m=born.month, y=born.year, s=born.year % 100, **_month(born.month - 1))

    return made


def _words(rng: Random) -> str:
    year = f"tisíc devět set {TENS[rng.randrange(5, 10)]}{rng.choice(UNITS)}"
    return f"{rng.choice(ORDINALS)} {rng.choice(MONTHS)} {year}"


KINDS = (
    Kind(
        "date of birth",
        accepts("DATE_OF_BIRTH"),
        {
            "19. 3. 1971": _as("{d}. {m}. {y}"),
            "19.3.1971": _as("{d}.{m}.{y}"),
            "19.03.1971": _as("{d:02d}.{m:02d}.{y}"),
            "1971-03-19": _as("{y}-{m:02d}-{d:02d}"),
            "19/03/1971": _as("{d:02d}/{m:02d}/{y}"),
            "19. března 1971": _as("{d}. {w} {y}"),
            "19. 3. 71": _as("{d}. {m}. {s:02d}"),
            "in words": _words,
            "19 . 3 . 1971": _as("{d} . {m} . {y}"),
            "19-03-1971": _as("{d:02d}-{m:02d}-{y}"),
            "1971/03/19": _as("{y}/{m:02d}/{d:02d}"),
            "19. III. 1971": _as("{d}. {r}. {y}"),
            "19.3.71": _as("{d}.{m}.{s:02d}"),
            "19/3/71": _as("{d}/{m}/{s:02d}"),
            "19. březen 1971": _as("{d}. {f} {y}"),
            "19 března 1971": _as("{d} {w} {y}"),
            "19.března 1971": _as("{d}.{w} {y}"),
            "* 19. 3. 1971": _as("{d}. {m}. {y}"),
        },
        ("datum narození", "nar.", "Datum narození", "narozen", "dat. nar."),
        (
            "{p}, nar. {v}, podal žádost.",
            "Dítě se narodilo {v} v nemocnici.",
            "Účastnice narozená {v} nesouhlasí.",
            "{p} (narozen {v}) žádá o průkaz.",
        ),
    ),
    Kind(
        "year of birth",
        accepts("DATE_OF_BIRTH"),
        {"nar. 1985": lambda rng: str(rng.randrange(1935, 2012))},
        sentences=("{p}, nar. {v}, bydlí sám.", "{p}, ročník narození {v}", "Poškozený, narozen roku {v}, byl převezen."),
    ),
    Kind(
        "place of birth",
        accepts("DATE_OF_BIRTH", "PLACE_OF_BIRTH", "CZ_ADDRESS"),
        {"místo narození": lambda rng: rng.choice(("Jablonec nad Nisou", "Cheb", "Turnov", "Semily", "Ostrov", "Kladno"))},
        sentences=(
            "Místo narození: {v}",
            "{p}, místo narození {v}, státní občanství ČR",
            "datum a místo narození: neuvedeno, {v}, okres Liberec",
        ),
    ),
    Kind(
        "age and a person",
        accepts("AGE", "DATE_OF_BIRTH"),
        {"let": lambda rng: f"{rng.randrange(18, 95)} let", "letý": lambda rng: f"{rng.randrange(18, 95)}letý"},
        sentences=("{p}, {v}, žije v domově pro seniory.", "{p} ({v}) čeká na byt.", "Klient {p}, {v}, žije sám."),
    ),
)

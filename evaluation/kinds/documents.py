"""Documents: cards, passports, licences, permits, and their machine-readable lines."""

from __future__ import annotations

from datetime import date
from random import Random

from evaluation.arithmetic import day, digits, mrz_digit
from evaluation.kind import Kind, accepts

SURNAMES = ("VYMYSLENY", "ZKUSEBNI", "VZOROVA", "PRIKLADNA", "SMYSLENY")
GIVEN = ("JAN", "BOZENA", "TOMAS<KAREL", "EVA<MARIE")


def _letters(rng: Random, count: int) -> str:
    return "".join(rng.choice("ABCDEFGHJKLMNPRSTUVXYZ") for _ in range(count))


def _licence(rng: Random) -> str:
    return f"E{rng.choice('ABCDEFGHIJKL')} {digits(rng, 6)}"


def _mrz_dates(rng: Random) -> tuple[str, str]:
    born = day(rng, date(1950, 1, 1), date(2010, 12, 31)).strftime("%y%m%d")
    expires = day(rng, date(2027, 1, 1), date(2034, 12, 31)).strftime("%y%m%d")
    return born + mrz_digit(born), expires + mrz_digit(expires)


def td1(rng: Random, kind: str = "ID") -> str:
    """Three lines of thirty characters."""
    number = f"{rng.randrange(200_000_000, 240_000_000)}"
    first = f"{kind}CZE{number}{mrz_digit(number)}".ljust(30, "<")
    born, expires = _mrz_dates(rng)
    body = f"{born}{rng.choice('MF')}{expires}CZE".ljust(29, "<")
    composite = mrz_digit(first[5:30] + body[0:7] + body[8:15] + body[18:29])
    name = f"{rng.choice(SURNAMES)}<<{rng.choice(GIVEN)}".ljust(30, "<")
    return f"{first}\n{body}{composite}\n{name}"


def td3(rng: Random) -> str:
    """Two lines of forty-four characters."""
    name = f"P<CZE{rng.choice(SURNAMES)}<<{rng.choice(GIVEN)}".ljust(44, "<")
    number = digits(rng, 8).ljust(9, "<")
    born, expires = _mrz_dates(rng)
    personal = digits(rng, 10).ljust(14, "<")
    body = f"{number}{mrz_digit(number)}CZE{born}{rng.choice('MF')}{expires}{personal}{mrz_digit(personal)}"
    return f"{name}\n{body}{mrz_digit(body[0:10] + body[13:20] + body[21:43])}"


KINDS = (
    Kind(
        "identity card",
        accepts("CZ_ID_CARD"),
        {
            "204815936": lambda rng: f"{rng.randrange(200_000_000, 240_000_000)}",
            "204 815 936": lambda rng: f"{rng.randrange(200, 240)} {digits(rng, 3)} {digits(rng, 3)}",
            "old, 123456 AB": lambda rng: f"{digits(rng, 6)} {_letters(rng, 2)}",
            "old, 123456 AB 12": lambda rng: f"{digits(rng, 6)} {_letters(rng, 2)} {digits(rng, 2)}",
            "old, AB 123456": lambda rng: f"{_letters(rng, 2)} {digits(rng, 6)}",
        },
        ("číslo OP", "č. OP", "občanský průkaz č.", "OP", "Číslo občanského průkazu", "číslo dokladu totožnosti"),
        (
            "Totožnost ověřena podle občanského průkazu č. {v}.",
            "Klient předložil občanku {v} a plnou moc.",
            "Číslo občanského průkazu je {v}, vydal Magistrát města Liberec dne {d}.",
        ),
    ),
    Kind(
        "Slovak identity card",
        accepts("CZ_ID_CARD", "SK_ID_CARD"),
        {"EA 123456": lambda rng: f"{_letters(rng, 2)} {digits(rng, 6)}", "EA123456": lambda rng: f"{_letters(rng, 2)}{digits(rng, 6)}"},
        ("číslo občianskeho preukazu", "občiansky preukaz", "č. OP"),
        ("Občan SR předložil občiansky preukaz {v}.",),
    ),
    Kind(
        "passport",
        accepts("CZ_PASSPORT"),
        {"8 digits": lambda rng: digits(rng, 8), "letters and digits": lambda rng: f"{_letters(rng, 2)}{digits(rng, 6)}"},
        ("číslo pasu", "cestovní pas č.", "č. pasu", "Číslo cestovního dokladu", "cestovní doklad"),
        ("Cizinec se prokázal cestovním pasem č. {v}.", "Platnost pasu {v} skončila {d}."),
    ),
    Kind(
        "driving licence",
        accepts("CZ_DRIVING_LICENCE"),
        {"EA 000000": _licence, "EA000000": lambda rng: _licence(rng).replace(" ", "")},
        ("číslo řidičského průkazu", "ŘP", "řidičský průkaz č.", "č. ŘP"),
        ("Řidič odevzdal řidičský průkaz {v}.", "K řidičskému průkazu č. {v} chybí fotografie."),
    ),
    Kind(
        "residence permit",
        accepts("CZ_RESIDENCE_PERMIT"),
        {"two letters, digits": lambda rng: f"{_letters(rng, 2)}{digits(rng, 7)}", "9 digits": lambda rng: digits(rng, 9)},
        ("číslo povolení k pobytu", "povolení k trvalému pobytu č.", "průkaz o povolení k pobytu", "pobytová karta č."),
        ("Cizinka má povolení k trvalému pobytu č. {v} do {d}.", "Povolení k dlouhodobému pobytu {v} bylo prodlouženo."),
    ),
    Kind(
        "weapon licence",
        accepts("CZ_WEAPON_LICENCE"),
        {"AL 123456": lambda rng: f"{_letters(rng, 2)} {digits(rng, 6)}", "AL123456": lambda rng: f"{_letters(rng, 2)}{digits(rng, 6)}"},
        ("zbrojní průkaz č.", "číslo zbrojního průkazu", "zbrojní oprávnění č."),
        ("Držitel zbrojního průkazu {v} oznámil ztrátu.", "Zbrojní oprávnění {v} platí do {d}."),
    ),
    Kind(
        "service card, employee number",
        accepts("CZ_SERVICE_CARD", "EMPLOYEE_NUMBER", "CZ_EMPLOYEE_NUMBER"),
        {"4–8 digits": lambda rng: digits(rng, rng.randrange(5, 9))},
        ("osobní číslo", "OEČ", "služební průkaz č.", "osobní číslo zaměstnance", "číslo služebního průkazu"),
        ("Zaměstnankyně s osobním číslem {v} žádá o dovolenou.", "Strážník se prokázal služebním průkazem č. {v}."),
    ),
    Kind(
        "MRZ",
        accepts("MRZ", "CZ_ID_CARD", "CZ_PASSPORT", "CZ_RESIDENCE_PERMIT"),
        {"TD1, card": td1, "TD1, permit": lambda rng: td1(rng, "IR"), "TD3, passport": td3},
        sentences=("Přepis zadní strany dokladu:\n{v}\nProsím o kontrolu.", "{v}", "Naskenováno z dokladu\n\n{v}\n\n(konec)"),
        bare=frozenset({"TD1, card", "TD1, permit", "TD3, passport"}),
    ),
)

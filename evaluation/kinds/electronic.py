"""Identifiers of electronic services: messages of data boxes, pseudonymous identifiers of the citizen's identity, prescriptions."""

from __future__ import annotations

from random import Random

from evaluation.arithmetic import digits
from evaluation.kind import Kind, Maker, accepts

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def _number(shortest: int, longest: int) -> Maker:
    return lambda rng: rng.choice("123456789") + digits(rng, rng.randrange(shortest, longest + 1) - 1)


def guid(rng: Random) -> str:
    """Eight, four, four, four and twelve hexadecimal digits."""
    return "-".join(f"{rng.getrandbits(4 * n):0{n}x}" for n in (8, 4, 4, 4, 12))


def _opaque(rng: Random) -> str:
    return "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") for _ in range(26)) + "=="


def prescription(rng: Random) -> str:
    """Twelve letters and digits, some of each."""
    made = "".join(rng.choice(SIGNS) for _ in range(12))
    return made if any(c.isdigit() for c in made) and any(c.isalpha() for c in made) else prescription(rng)


def _in_fours(rng: Random) -> str:
    made = prescription(rng)
    return f"{made[:4]} {made[4:8]} {made[8:]}"


KINDS = (
    Kind(
        "data message",
        accepts("CZ_DATA_MESSAGE"),
        {"7–10 digits": _number(7, 10)},
        ("ID zprávy", "ID datové zprávy", "ID DZ", "číslo datové zprávy"),
        ("Datová zpráva č. {v} byla doručena dne {d}.", "V doručence je ID zprávy {v}.", "Odesláno přes ISDS, ID zprávy {v}."),
    ),
    Kind(
        "pseudonymous identifier",
        accepts("CZ_PSEUDONYM"),
        {"GUID": guid, "token": _opaque},
        ("BSI", "bezvýznamový identifikátor", "AIFO", "bezvýznamový směrový identifikátor"),
        ("NIA vrátila bezvýznamový směrový identifikátor {v}.", "Osoba s BSI {v} se přihlásila dne {d}."),
    ),
    Kind(
        "e-prescription",
        accepts("CZ_EPRESCRIPTION"),
        {"12 signs": prescription, "in fours": _in_fours},
        ("eRecept", "kód eReceptu", "identifikátor eReceptu", "e-recept č."),
        ("Pacient má eRecept {v} na léky.", "Lékař poslal kód eReceptu {v} ve zprávě."),
    ),
    Kind(
        "client number",
        accepts("CZ_CLIENT_NUMBER"),
        {"10 digits": _number(10, 10)},
        ("IK MPSV", "identifikátor klienta MPSV", "IK klienta MPSV"),
        ("Žadatel o dávku má IK MPSV {v}.",),
    ),
)

"""IČO and DIČ where they are a natural person's."""

from __future__ import annotations

from random import Random

from evaluation.arithmetic import ico
from evaluation.kind import Kind, accepts
from evaluation.kinds.birth import nine, ten


def _spaced(rng: Random) -> str:
    number = ico(rng)
    return f"{number[:3]} {number[3:6]} {number[6:]}"


KINDS = (
    Kind(
        "IČO of a trader",
        accepts("CZ_ICO"),
        {"12345678": ico, "123 456 78": _spaced},
        sentences=(
            "Dodavatel: {p}, IČO: {v}, fyzická osoba podnikající dle živnostenského zákona",
            "Živnostník {p}, IČO {v}, místo podnikání Jilemnice",
            "{p}, OSVČ, IČ: {v}",
            "Smlouvu podepsal {p} (IČO {v}) za sebe.",
            "Podnikatel: {p}\nIČO: {v}",
        ),
    ),
    Kind(
        "DIČ of a trader",
        accepts("CZ_DIC", "CZ_BIRTH_NUMBER"),
        {
            "CZ7103192745": lambda rng: f"CZ{ten(rng)}",
            "CZ 7103192745": lambda rng: f"CZ {ten(rng)}",
            "CZ and nine digits": lambda rng: f"CZ{nine(rng)}",
        },
        ("DIČ", "DIČ dodavatele", "daňové identifikační číslo"),
        ("Fakturu vystavil plátce s DIČ {v}.", "Daňové identifikační číslo {v} není v registru plátců."),
        frozenset({"CZ7103192745"}),
    ),
)

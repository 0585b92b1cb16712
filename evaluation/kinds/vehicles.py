"""Registration plates and vehicle identification numbers."""

from __future__ import annotations

from random import Random

from evaluation.arithmetic import digits
from evaluation.kind import Kind, accepts

REGIONS = "ABCEHJKLMPSTUZ"
LETTERS = "ABCDEFHIJKLMNPRSTUVXYZ"
VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


def _standard(rng: Random) -> str:
    return f"{rng.choice('123456789')}{rng.choice(REGIONS)}{rng.choice('0123456789ABCDEF')} {digits(rng, 4)}"


def _custom(rng: Random) -> str:
    body = [rng.choice("ABCDEFHIJKLMNPRSTUVXYZ") for _ in range(6)] + [rng.choice("0123456789") for _ in range(2)]
    rng.shuffle(body)
    made = "".join(body)
    return _custom(rng) if made.startswith("EL") or "CH" in made else f"{made[:3]} {made[3:]}"


def _short(rng: Random, length: int) -> str:
    """A custom plate of a motorcycle: fewer signs, one of them a digit."""
    body = [rng.choice("ABCDEFHIJKLMNPRSTUVXYZ") for _ in range(length - 1)] + [rng.choice("0123456789")]
    rng.shuffle(body)
    made = "".join(body)
    return _short(rng, length) if made.startswith("EL") or "CH" in made else made


def vin(rng: Random) -> str:
    """Seventeen signs of a Czech maker."""
    maker = rng.choice(("TMB", "TMA", "TMK"))
    return maker + "".join(rng.choice(VIN_SIGNS) for _ in range(8)) + digits(rng, 6)


KINDS = (
    Kind(
        "licence plate",
        accepts("CZ_LICENCE_PLATE"),
        {
            "1AB 2345": _standard,
            "1AB2345": lambda rng: _standard(rng).replace(" ", ""),
            "1AA A000": lambda rng: f"{rng.choice('123456789')}A{rng.choice(LETTERS)} {rng.choice('ABCDEF')}{digits(rng, 3)}",
            "electric": lambda rng: f"EL{rng.randrange(10)} {digits(rng, 2)}{rng.choice(LETTERS)}{rng.choice(LETTERS)}",
            "veteran": lambda rng: f"{digits(rng, 2)}V {digits(rng, 4)}",
            "old": lambda rng: f"{rng.choice(('LBA', 'JCE', 'PHA', 'KVA', 'UOA'))} {digits(rng, 2)}-{digits(rng, 2)}",
            "old, two letters": lambda rng: f"{rng.choice(('LB', 'KV', 'PH', 'UL'))} {digits(rng, 2)}-{digits(rng, 2)}",
            "diplomatic": lambda rng: f"{digits(rng, 3)} {rng.choice(('CD', 'XX', 'XS', 'HC'))} {digits(rng, 2)}",
            "diplomatic, letters first": lambda rng: f"{rng.choice(('CD', 'XX', 'XS', 'HC'))} {digits(rng, 3)} {digits(rng, 2)}",
            "1AB-2345": lambda rng: _standard(rng).replace(" ", "-"),
            "lower case": lambda rng: _standard(rng).lower(),
            "motorcycle, custom": lambda rng: _short(rng, 7),
            "custom": _custom,
        },
        ("RZ", "SPZ", "registrační značka", "RZ vozidla", "Registrační značka vozidla"),
        (
            "Vozidlo s registrační značkou {v} parkovalo na chodníku.",
            "Přestupek řidiče vozidla RZ {v} dne {d}.",
            "Auto, SPZ {v}, je odhlášené.",
        ),
    ),
    Kind(
        "VIN",
        accepts("VIN"),
        {"17 signs": vin},
        ("VIN", "VIN kód", "Identifikační číslo vozidla (VIN)"),
        ("Vozidlo VIN {v} bylo převedeno {d}.", "V technickém průkazu je VIN {v}."),
        frozenset({"17 signs"}),
    ),
)

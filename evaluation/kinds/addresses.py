"""Postal addresses, from a whole one to a village house."""

from __future__ import annotations

from random import Random

from evaluation.kind import Kind, accepts

STREETS = (
    "Lipová",
    "Na Výsluní",
    "Husova",
    "Ke Hřišti",
    "Masarykova",
    "Zahradní",
    "Pod Lesem",
    "Jiráskova",
    "Smetanovo nábřeží",
    "tř. Milady Horákové",
)
PLACES = (
    ("460 01", "Liberec"),
    ("360 06", "Karlovy Vary"),
    ("110 00", "Praha 1"),
    ("602 00", "Brno"),
    ("514 01", "Jilemnice"),
    ("779 00", "Olomouc"),
)
VILLAGES = (("463 43", "Český Dub"), ("512 51", "Lomnice nad Popelkou"), ("364 61", "Teplá"), ("468 22", "Železný Brod"))


def _house(rng: Random) -> str:
    return rng.choice(
        (f"{rng.randrange(1, 220)}", f"{rng.randrange(1, 2400)}/{rng.randrange(1, 60)}", f"{rng.randrange(1, 900)}/{rng.randrange(1, 40)}a")
    )


def whole(rng: Random) -> str:
    """Street, number, postcode, municipality."""
    code, town = rng.choice(PLACES)
    return f"{rng.choice(STREETS)} {_house(rng)}, {code} {town}"


def _lines(rng: Random) -> str:
    code, town = rng.choice(PLACES)
    return f"{rng.choice(STREETS)} {_house(rng)}\n{code} {town}"


def _street(rng: Random) -> str:
    return f"{rng.choice(STREETS)} {_house(rng)}, {rng.choice(PLACES)[1]}"


def _village(rng: Random) -> str:
    code, post = rng.choice(VILLAGES)
    return f"{rng.choice(('Dolní Lhota', 'Horní Ves', 'Zlatá Olešnice', 'Bukovina'))} č. p. {rng.randrange(1, 300)}, {code} {post}"


def _postcode(rng: Random) -> str:
    code, town = rng.choice(PLACES + VILLAGES)
    return f"{code if rng.random() < 0.5 else code.replace(' ', '')} {town}"


KINDS = (
    Kind(
        "address",
        accepts("CZ_ADDRESS"),
        {
            "street, number, PSČ, town": whole,
            "over two lines": _lines,
            "street, number, town": _street,
            "village, č. p.": _village,
            "recreation, č. ev.": lambda rng: f"Sloup v Čechách, č. ev. {rng.randrange(1, 400)}",
        },
        ("trvale bytem", "bydliště", "adresa", "Trvalý pobyt", "doručovací adresa", "bytem"),
        ("Žadatel bytem {v} podal námitku.", "{p} se přestěhoval na adresu {v}.", "Písemnost byla uložena pro adresáta s bydlištěm {v}."),
        frozenset({"street, number, PSČ, town", "village, č. p."}),
    ),
    Kind(
        "PSČ and municipality",
        accepts("CZ_ADDRESS"),
        {"460 01 Liberec": _postcode},
        sentences=("{p} bydlí v {v}.", "Trvalý pobyt žadatele: {v}", "Bydliště: {v}", "adresa: Lipová 12, {v}"),
    ),
    Kind(
        "Slovak address",
        accepts("CZ_ADDRESS", "SK_ADDRESS"),
        {
            "street, number, PSČ, town": lambda rng: (
                f"Hlavná {_house(rng)}, {rng.choice(('811 01 Bratislava', '040 01 Košice', '911 01 Trenčín'))}"
            )
        },
        ("trvalý pobyt", "bytom", "adresa"),
        ("Žiadateľ bytom {v} doložil súhlas.",),
    ),
)

"""Numbers of the birth-number family."""

from __future__ import annotations

from datetime import date
from random import Random

from evaluation.arithmetic import birth_root, day, remainder_ten, rid, with_serial, wrong
from evaluation.kind import Kind, Maker, accepts

FAMILY = accepts("CZ_BIRTH_NUMBER", "CZ_ECP", "CZ_INSURANCE_NUMBER", "SK_BIRTH_NUMBER")


def ten(rng: Random) -> str:
    """A birth number of 1954–2022."""
    born = day(rng, date(1954, 1, 1), date(2022, 12, 31))
    return with_serial(rng, birth_root(born, woman=rng.random() < 0.5))


def nine(rng: Random) -> str:
    """A birth number of 1921–1953: nine digits without a check."""
    born = day(rng, date(1921, 1, 1), date(1953, 12, 31))
    return birth_root(born, woman=rng.random() < 0.5) + f"{rng.randrange(1, 999):03d}"


def exhausted(rng: Random) -> str:
    """Month +20 or +70: the day's serials were exhausted (from 2004)."""
    born = day(rng, date(2004, 1, 1), date(2022, 12, 31))
    return with_serial(rng, birth_root(born, woman=rng.random() < 0.5, month=20))


def exception(rng: Random) -> str:
    """The remainder of ten, 1954–1985."""
    born = day(rng, date(1954, 1, 1), date(1985, 12, 31))
    return remainder_ten(rng, birth_root(born, woman=rng.random() < 0.5))


def ecp(rng: Random) -> str:
    """Day +40."""
    born = day(rng, date(1954, 1, 1), date(2015, 12, 31))
    return with_serial(rng, birth_root(born, woman=rng.random() < 0.5, days=40))


def insurer(rng: Random) -> str:
    """Day +50."""
    born = day(rng, date(1954, 1, 1), date(2015, 12, 31))
    return with_serial(rng, birth_root(born, woman=rng.random() < 0.5, days=50))


def cmu(rng: Random) -> str:
    """Day +50, month +20, serial 400–999."""
    born = day(rng, date(1954, 1, 1), date(2015, 12, 31))
    return with_serial(rng, birth_root(born, woman=rng.random() < 0.5, days=50, month=20), range(400, 1000))


def _cut(make: Maker, separator: str) -> Maker:
    def spelled(rng: Random) -> str:
        number = make(rng)
        return f"{number[:6]}{separator}{number[6:]}"

    return spelled


def _pairs(rng: Random) -> str:
    number = ten(rng)
    return f"{number[:2]} {number[2:4]} {number[4:6]}/{number[6:]}"


def _ocr(rng: Random) -> str:
    while True:
        number = ten(rng)
        if "0" in number or "1" in number:
            break
    read = number[:6].replace("0", "O", 1) if "0" in number[:6] else number[:6].replace("1", "l", 1)
    return f"{read}/{number[6:]}"


def _masked(mask: str) -> Maker:
    return lambda rng: f"{ten(rng)[:6]}/{mask}"


def _typo(rng: Random) -> str:
    number = wrong(rng, ten(rng))
    return f"{number[:6]}/{number[6:]}"


KINDS = (
    Kind(
        "birth number",
        FAMILY,
        {
            "710319/2745": _cut(ten, "/"),
            "7103192745": ten,
            "710319 2745": _cut(ten, " "),
            "71 03 19/2745": _pairs,
            "710319-2745": _cut(ten, "-"),
            "710319 / 2745": _cut(ten, " / "),
            "broken after /": _cut(ten, "/\n"),
            "| for /": _cut(ten, "|"),
            "O for 0, l for 1": _ocr,
            "masked ****": _masked("****"),
            "masked xxxx": _masked("xxxx"),
            "nine digits, /": _cut(nine, "/"),
            "nine digits": nine,
            "remainder 10": _cut(exception, "/"),
            "month +20": _cut(exhausted, "/"),
            "wrong check digit": _typo,
        },
        ("rodné číslo", "RČ", "r. č.", "Rodné číslo", "rod. č.", "r.č."),
        (
            "Žadatelka uvedla rodné číslo {v} a trvá na doručení poštou.",
            "Prosím doplň do formuláře osobu s rodným číslem {v}, spis má {o} listů.",
            "Podle rodného čísla {v} je poplatník veden od {d}.",
            "Ověř, jestli je r. č. {v} zapsáno správně.",
            "V evidenci je RČ:{v}, zkontroluj to.",
            "Pojištěnec (rodné číslo {v}) nedoložil přílohu č. 3.",
        ),
        frozenset({"710319/2745", "7103192745", "71 03 19/2745", "710319 / 2745", "broken after /", "remainder 10", "month +20"}),
    ),
    Kind(
        "EČP",
        FAMILY,
        {"with /": _cut(ecp, "/"), "bare": ecp},
        ("evidenční číslo pojištěnce", "EČP", "ev. č. pojištěnce"),
        ("ČSSZ přidělila evidenční číslo pojištěnce {v}.", "Cizinec má EČP {v} a rodné číslo zatím nemá."),
        frozenset({"with /"}),
    ),
    Kind(
        "insurer's number",
        FAMILY,
        {"RSZP": insurer, "RSZP, /": _cut(insurer, "/"), "CMU": cmu, "CMU, /": _cut(cmu, "/")},
        ("číslo pojištěnce", "č. pojištěnce", "Číslo pojištěnce"),
        ("Pojišťovna vede klientku pod číslem pojištěnce {v}.", "Na průkazu je číslo pojištěnce {v}, platí do {d}."),
    ),
    Kind(
        "RID, DRID",
        accepts("CZ_RID"),
        {"RID": rid, "DRID": lambda rng: f"D{rng.randrange(10**9):09d}"},
        ("RID", "resortní identifikátor", "RID pacienta"),
        ("Resortní identifikátor pacienta je {v}.", "V žádance chybí RID {v}."),
    ),
    Kind(
        "Slovak birth number",
        FAMILY,
        {"with /": _cut(ten, "/"), "bare": ten},
        ("rodné číslo", "Rodné číslo (SK)", "r. č."),
        ("Žiadateľ uviedol rodné číslo {v} a trvalý pobyt v Trenčíne.", "Doplň rodné číslo občana SR: {v}."),
    ),
)

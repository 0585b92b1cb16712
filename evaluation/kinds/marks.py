"""Case and file marks that point to a person."""

from __future__ import annotations

from random import Random

from evaluation.kind import Kind, accepts

COURTS = ("KSUL", "KSPL", "KSHK", "KSOS", "MSPH", "KSBR", "KSCB")
DISTRICTS = ("Ruprechtice", "Vratislavice nad Nisou", "Drahovice", "Rochlice u Liberce", "Turnov", "Stará Role")
CUSTODY = ("P", "P a Nc", "Nc", "T", "Tm", "C", "E", "EXE", "D", "Rod")


def _year(rng: Random) -> int:
    return rng.randrange(2008, 2026)


KINDS = (
    Kind(
        "court file",
        accepts("CZ_CASE_MARK"),
        {"12 P 345/2021": lambda rng: f"{rng.randrange(1, 80)} {rng.choice(CUSTODY)} {rng.randrange(1, 900)}/{_year(rng)}"},
        sentences=(
            "Okresní soud vede péči o nezletilého pod sp. zn. {v}.",
            "{p} je účastníkem řízení sp. zn. {v}.",
            "Spisová značka: {v}, žalovaný {p}",
            "Usnesení ve věci {mg} pod spisovou značkou {v} nabylo právní moci.",
        ),
    ),
    Kind(
        "insolvency",
        accepts("CZ_CASE_MARK"),
        {"KSUL 45 INS 1234/2015": lambda rng: f"{rng.choice(COURTS)} {rng.randrange(20, 99)} INS {rng.randrange(100, 29000)}/{_year(rng)}"},
        sentences=("Insolvenční řízení sp. zn. {v} trvá.", "Dlužník je v oddlužení, {v}.", "Přihláška pohledávky do řízení {v}"),
        bare=frozenset({"KSUL 45 INS 1234/2015"}),
    ),
    Kind(
        "executor's file",
        accepts("CZ_CASE_MARK"),
        {
            "123 EX 4567/20": lambda rng: f"{rng.randrange(1, 220):03d} EX {rng.randrange(10, 9999)}/{rng.randrange(8, 25):02d}",
            "123 EX 4567/2020": lambda rng: f"{rng.randrange(1, 220):03d} EX {rng.randrange(10, 9999)}/{_year(rng)}",
        },
        sentences=(
            "Soudní exekutor zaslal příkaz č. j. {v}.",
            "Srážky ze mzdy povinného podle exekuce {v}",
            "Exekuční příkaz sp. zn. {v} ze dne {d}",
        ),
        bare=frozenset({"123 EX 4567/20", "123 EX 4567/2020"}),
    ),
    Kind(
        "cadastre, in combination",
        accepts("CZ_CASE_MARK", "CZ_CADASTRE", "CZ_ADDRESS"),
        {
            "parc. č. in k. ú.": lambda rng: f"parc. č. {rng.randrange(1, 2000)}/{rng.randrange(1, 60)} v k. ú. {rng.choice(DISTRICTS)}",
            "LV, k. ú.": lambda rng: f"LV č. {rng.randrange(1, 5000)}, k. ú. {rng.choice(DISTRICTS)}",
        },
        sentences=(
            "{p} vlastní pozemek {v}.",
            "Vlastník nemovitosti ({v}) žádá o kácení.",
            "Darovací smlouva se týká {v}, obdarovaná {w}.",
        ),
    ),
)

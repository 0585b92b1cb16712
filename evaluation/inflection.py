"""The seven cases of Czech names, by the tables of a school grammar (Příruční mluvnice češtiny), written for the evaluation only."""

from __future__ import annotations

CASES = ("nominative", "genitive", "dative", "accusative", "vocative", "locative", "instrumental")
_SOFT = tuple("žščřcjďťň")


def _man_a(stem: str) -> tuple[str, ...]:
    soft = stem.endswith(("ď", "ť", "ň"))
    plain = stem[:-1] + {"ď": "d", "ť": "t", "ň": "n"}[stem[-1]] if soft else stem
    genitive = f"{plain}i" if soft else (f"{stem}i" if stem.endswith(("š", "č", "ž", "j")) else f"{stem}y")
    return (f"{stem}a", genitive, f"{stem}ovi", f"{stem}u", f"{stem}o", f"{stem}ovi", f"{stem}ou")


def _man_e(name: str) -> tuple[str, ...]:
    """Pospíšil, Kovář: with the vocative of its stem."""
    if name.endswith(_SOFT):
        return (name, f"{name}e", f"{name}ovi", f"{name}e", f"{name}i", f"{name}ovi", f"{name}em")
    vocative = f"{name}u" if name[-1] in "kgh" else f"{name}e"
    return (name, f"{name}a", f"{name}ovi", f"{name}a", vocative, f"{name}ovi", f"{name}em")


def man(surname: str) -> tuple[str, ...]:
    """A man's surname in seven cases."""
    if surname.endswith("ý"):
        stem = surname[:-1]
        return (surname, f"{stem}ého", f"{stem}ému", f"{stem}ého", surname, f"{stem}ém", f"{stem}ým")
    if surname.endswith("í"):
        return (surname, f"{surname}ho", f"{surname}mu", f"{surname}ho", surname, f"{surname}m", f"{surname}m")
    if surname.endswith("ů"):
        return (surname,) * 7
    if surname.endswith("a"):
        return _man_a(surname[:-1])
    if surname.endswith("o"):
        stem = surname[:-1]
        return (surname, f"{stem}a", f"{stem}ovi", f"{stem}a", surname, f"{stem}ovi", f"{stem}em")
    if surname.endswith("ek") and len(surname) > 3:
        stem = surname[:-2] + "k"
        return (surname, f"{stem}a", f"{stem}ovi", f"{stem}a", f"{stem}u", f"{stem}ovi", f"{stem}em")
    if surname.endswith("ec"):
        stem = surname[:-2] + "c"
        return (surname, f"{stem}e", f"{stem}ovi", f"{stem}e", f"{stem[:-1]}če", f"{stem}ovi", f"{stem}em")
    return _man_e(surname)


def woman(surname: str) -> tuple[str, ...]:
    """A woman's surname in seven cases: -ová and -á decline, any other form does not."""
    if surname.endswith("á"):
        stem = surname[:-1]
        return (surname, f"{stem}é", f"{stem}é", f"{stem}ou", surname, f"{stem}é", f"{stem}ou")
    return (surname,) * 7


def womans(surname: str) -> str:
    """The woman's form of a man's surname."""
    if surname.endswith("ý"):
        return surname[:-1] + "á"
    if surname.endswith(("í", "ů")):
        return surname
    if surname.endswith(("a", "o")):
        return surname[:-1] + "ová"
    if surname.endswith("ek") and len(surname) > 3:
        return surname[:-2] + "ková"
    if surname.endswith("ec"):
        return surname[:-2] + "cová"
    return surname + "ová"


def given_man(name: str) -> tuple[str, ...]:
    """A man's given name in seven cases."""
    if name == "Jiří":
        return man(name)
    if name == "Karel":
        return ("Karel", "Karla", "Karlovi", "Karla", "Karle", "Karlovi", "Karlem")
    if name == "Pavel":
        return ("Pavel", "Pavla", "Pavlovi", "Pavla", "Pavle", "Pavlovi", "Pavlem")
    if name == "Petr":
        return ("Petr", "Petra", "Petrovi", "Petra", "Petře", "Petrovi", "Petrem")
    if name == "Zdeněk":
        return ("Zdeněk", "Zdeňka", "Zdeňkovi", "Zdeňka", "Zdeňku", "Zdeňkovi", "Zdeňkem")
    if name.endswith("a"):
        return _man_a(name[:-1])
    if name.endswith(("ek", "o")):
        return man(name)
    return _man_e(name)


def given_woman(name: str) -> tuple[str, ...]:
    """A woman's given name in seven cases."""
    if name.endswith("ie"):
        return (name, name, f"{name[:-1]}i", f"{name[:-1]}i", name, f"{name[:-1]}i", f"{name[:-1]}í")
    if name.endswith(("ša", "ja", "ňa", "ďa")):
        stem = name[:-1]
        if stem[-1] in "ňď":
            return (
                name,
                f"{stem[:-1]}{'n' if stem[-1] == 'ň' else 'd'}i",
                f"{stem[:-1]}ně",
                f"{stem}u",
                f"{stem}o",
                f"{stem[:-1]}ně",
                f"{stem}ou",
            )
        return (name, f"{stem}i", f"{stem}e", f"{stem}u", f"{stem}o", f"{stem}e", f"{stem}ou")
    if name.endswith("a"):
        stem = name[:-1]
        for hard, soft in (("k", "c"), ("ch", "š"), ("h", "z"), ("g", "z"), ("r", "ř")):
            if stem.endswith(hard):
                dative = stem[: -len(hard)] + soft + "e"
                break
        else:
            dative = stem + ("ě" if stem[-1] in "dtnbpvmf" else "e")
        return (name, f"{stem}y", dative, f"{stem}u", f"{stem}o", dative, f"{stem}ou")
    return (name,) * 7

"""Declension for generated text: a name → its seven cases, in the order of Czech grammar (1 nominative … 7 instrumental)."""

from __future__ import annotations

import re

type Cases = tuple[str, str, str, str, str, str, str]
"""Nominative, genitive, dative, accusative, vocative, locative, instrumental."""

_SOFT = ("š", "ž", "č", "ř", "c", "j", "ď", "ť", "ň", "x")
_SOFTENED = {"k": "c", "g": "z", "h": "z", "r": "ř"}
_FLEETING = re.compile(r"(?<=[bcčdďfghjklmnňprřsštťvzž])e(?=[kcl]\Z)")
_HARDENED = {"ďk": "děk", "ťk": "těk", "ňk": "něk"}


def _stem(name: str) -> str:
    """What endings are put on: Hájek → Hájk, Zdeněk → Zdeňk, Karel → Karl."""
    for dropped, full in _HARDENED.items():
        if name.endswith(full) and len(name) > 4:
            return name[:-3] + dropped
    if len(name) > 3 and (name.endswith(("ek", "ec")) or name in ("Karel", "Pavel", "Havel")):
        return _FLEETING.sub("", name)
    return name


def man(name: str) -> Cases:
    """A man's given name or surname."""
    if name.endswith("ý"):
        s = name[:-1]
        return name, s + "ého", s + "ému", s + "ého", name, s + "ém", s + "ým"
    if name.endswith(("í", "i", "y", "é")):
        return name, name + "ho", name + "mu", name + "ho", name, name + "m", name + "m"
    if name.endswith(("ů", "ou", "u", "oa", "ie")):
        return name, name, name, name, name, name, name
    if name.endswith("a"):
        s = name[:-1]
        return name, s + ("i" if s[-1:] in _SOFT else "y"), s + "ovi", s + "u", s + "o", s + "ovi", s + "ou"
    if name.endswith("o"):
        s = name[:-1]
        return name, s + "a", s + "ovi", s + "a", name, s + "ovi", s + "em"
    if name.endswith("e"):
        return name, name + "ho", name + "mu", name + "ho", name, name + "m", name + "m"
    s = _stem(name)
    if s.endswith(_SOFT):
        vocative = s[:-1] + "če" if s.endswith("c") else s + "i"
        return name, s + "e", s + "ovi", s + "e", vocative, s + "ovi", s + "em"
    vocative = s + "u" if s[-1:] in "kgh" else s[:-1] + "ře" if re.search(r"[^aeiouyáéíóúůý]r\Z", s) else s + "e"
    return name, s + "a", s + "ovi", s + "a", vocative, s + "ovi", s + "em"


def woman_given(name: str) -> Cases:
    """A woman's given name."""
    if name.endswith("a"):
        s = name[:-1]
        if s.endswith((*_SOFT, "i", "e", "y")):
            if s.endswith("i"):
                return name, s + "e", s + "i", s + "i", s + "e", s + "i", s + "í"
            return name, s + "i", s + "e", s + "u", s + "o", s + "e", s + "ou"
        tail = "ch" if s.endswith("ch") else s[-1:]
        hard = tail == "ch" or tail in "kghrlsz"
        dative = s[: -len(tail)] + ("š" if tail == "ch" else _SOFTENED.get(tail, tail)) + ("e" if hard else "ě")
        return name, s + "y", dative, s + "u", s + "o", dative, s + "ou"
    if name.endswith("e"):
        s = name[:-1]
        return name, name, s + "i", s + "i", name, s + "i", s + "í"
    return name, name, name, name, name, name, name


def woman(name: str) -> Cases:
    """The cases of a woman's surname given in the feminine."""
    if name.endswith("á"):
        s = name[:-1]
        return name, s + "é", s + "é", s + "ou", name, s + "é", s + "ou"
    return name, name, name, name, name, name, name


def feminine(surname: str) -> str:
    """The feminine of a masculine surname."""
    if surname.endswith("ý"):
        return surname[:-1] + "á"
    if surname.endswith(("í", "ů", "ich", "ých")):
        return surname
    if surname.endswith(("a", "o", "e")):
        return surname[:-1] + "ová"
    if surname.endswith(("i", "y", "é", "u", "á")):
        return surname + "ová"
    return _stem(surname) + "ová"


def family(surname: str) -> Cases:
    """A family: Novákovi, Novákových…"""
    if surname.endswith("ý"):
        s = surname[:-1]
        return s + "í", s + "ých", s + "ým", s + "é", s + "í", s + "ých", s + "ými"
    if surname.endswith("í"):
        return surname, surname + "ch", surname + "m", surname, surname, surname + "ch", surname + "mi"
    s = surname[:-1] if surname[-1] in "aoe" else _stem(surname)
    return s + "ovi", s + "ových", s + "ovým", s + "ovy", s + "ovi", s + "ových", s + "ovými"


def possessive(name: str, *, female: bool = False) -> tuple[str, ...]:
    """Possessive adjectives: Novákův, Novákova…; Janin, Janina…"""
    if female:
        if not name.endswith("a"):
            return ()
        s = name[:-1]
        s = s[:-1] + {"k": "č", "g": "ž", "h": "ž", "r": "ř"}.get(s[-1:], s[-1:])
        return tuple(s + e for e in ("in", "ina", "ino", "iny", "inu", "inou", "iných", "iným"))
    if name[-1] in "ýíůiyueé":
        return ()
    s = name[:-1] if name[-1] in "ao" else _stem(name)
    return tuple(s + e for e in ("ův", "ova", "ovo", "ovy", "ovu", "ovou", "ově", "ových", "ovým"))


def place(name: str, paradigm: str) -> Cases:
    """A place name; ``paradigm`` is a section of ``lists/places.txt``."""
    if paradigm == "m":
        s = _stem(name) if name.endswith("ec") else name
        if s.endswith(_SOFT):
            return name, s + "e", s + "i", name, s + "i", s + "i", s + "em"
        genitive = s + ("a" if name.endswith(("ov", "ín", "ín", "ýn")) else "u")
        return name, genitive, s + "u", name, s + "e", s + ("ě" if s[-1:] in "nvmbp" else "u"), s + "em"
    if paradigm == "z":
        if name.endswith("a"):
            return woman_given(name)
        if name.endswith("e"):
            return name, name, name[:-1] + "i", name[:-1] + "i", name, name[:-1] + "i", name[:-1] + "í"
        return name, name + "e", name + "i", name, name + "i", name + "i", name + "í"
    if paradigm == "n":
        if name.endswith("o"):
            s = name[:-1]
            return name, s + "a", s + "u", name, name, s + ("u" if s.endswith("k") else "ě"), s + "em"
        return name, name, name, name, name, name, name + "m"
    if paradigm == "p":
        if name.endswith("e"):
            s = name[:-1]
            return name, s, s + "ím", name, name, s + "ích", name + "mi"
        if name.endswith("y"):
            s = name[:-1]
            return name, s, s + "ám", name, name, s + "ách", s + "ami"
    return name, name, name, name, name, name, name

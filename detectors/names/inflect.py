"""Czech cases of names, by rule: from the base form of a given name or surname, every form that a text may hold.

Singular cases, possessives and family plurals. A rule gives too many forms rather than too few (Tomeše and Tomše, Aloise and Aloisa):
a form that nobody uses does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator

GIVEN = 1
SURNAME = 2
NOMINATIVE = 4
OBLIQUE = 8
"""Any case but the nominative."""
GENITIVE = 16
"""The case that streets and hospitals have."""
POSSESSIVE = 32
FEMININE = 64
COMMON = 128
"""Also an ordinary word."""

type Forms = Iterator[tuple[str, int]]
"""(form, flags). Flags are plain integers, because an ``IntFlag`` would triple the time this takes at start."""

_NOM, _OBL, _FEM = NOMINATIVE, OBLIQUE, FEMININE
_GEN = GENITIVE | OBLIQUE
_POSS = POSSESSIVE | OBLIQUE
_SOFT = frozenset("šžčřcjďťň")
_HARDENED = {"ďk": "děk", "ťk": "těk", "ňk": "něk"}
_SOFTENED = {"k": "c", "g": "z", "h": "z", "ch": "š", "r": "ř"}
_MUTED = {"k": "č", "g": "ž", "h": "ž", "c": "č", "r": "ř"}


def _oblique_stems(name: str) -> tuple[str, ...]:
    """The stems that endings are put on: Hájek → Hájk, Němec → Němc, Zdeněk → Zdeňk, Havel → Havl and Havel."""
    for dropped, full in _HARDENED.items():
        if name.endswith(full) and len(name) > 4:
            return (name[:-3] + dropped,)
    if len(name) > 3 and name.endswith(("ek", "ec")):
        return (name[:-2] + name[-1],)
    if len(name) > 3 and name.endswith(("el", "eš", "en", "er", "et")):
        return (name[:-2] + name[-1], name)
    return (name,)


def _masculine(name: str) -> Forms:
    """A masculine noun, given name or surname, singular and its possessive adjectives."""
    yield name, _NOM
    if name.endswith("ý"):
        for ending in ("ého", "ému", "ým", "ém"):
            yield name[:-1] + ending, _GEN if ending == "ého" else _OBL
        return
    if name.endswith(("í", "i", "y", "é")):
        for ending in ("ho", "mu", "m"):
            yield name + ending, _GEN if ending == "ho" else _OBL
        return
    if name.endswith(("ů", "ou", "u")):
        return
    vowel = name[-1] in "aoe"
    stems = (name[:-1],) if vowel else _oblique_stems(name)
    for stem in stems:
        if name.endswith("a"):
            endings: tuple[str, ...] = ("ovi", "u", "o", "ou")
            genitives: tuple[str, ...] = ("y", "i", "e") if stem[-1:] in _SOFT else ("y",)
        elif stem[-1:] in _SOFT:
            endings, genitives = ("ovi", "i", "em"), ("e", "ě")
        else:
            endings = ("ovi", "u", "em") if stem.endswith(("k", "h", "g")) else ("ovi", "u", "e", "em")
            genitives = ("a", "e") if stem[-1:] in "sxzl" else ("a",)
        for ending in endings:
            yield stem + ending, _OBL
        for ending in genitives:
            yield stem + ending, _GEN
        if stem.endswith("r") and not vowel:
            yield stem[:-1] + "ře", _OBL
        if stem.endswith("c") and not vowel:
            yield stem[:-1] + "če", _OBL
        for ending in ("ův", "ova", "ovo", "ovy", "ovu", "ově", "ových", "ovým", "ovými"):
            yield stem + ending, _POSS


def _feminine_given(name: str) -> Forms:
    """A woman's given name and its possessive adjectives (Janin, Lenčin)."""
    yield name, _NOM | _FEM
    if name.endswith("a"):
        stem = name[:-1]
        soft = stem[-1:] in _SOFT or stem.endswith(("i", "e", "y"))
        for ending in ("y", "i", "e") if soft else ("y",):
            yield stem + ending, _GEN | _FEM
        endings = ["u", "o", "ou"]
        for ending in [*endings, "i", "í", "ji"] if soft else endings:
            yield stem + ending, _OBL | _FEM
        tail = "ch" if stem.endswith("ch") else stem[-1:]
        if not soft:
            yield stem[: -len(tail)] + _SOFTENED.get(tail, tail) + "e", _OBL | _FEM
            yield stem + "ě", _OBL | _FEM
        muted = stem[:-1] + _MUTED.get(stem[-1:], stem[-1:])
        for ending in ("in", "ina", "ino", "iny", "inu", "inou", "ině", "iných", "iným", "inými"):
            yield muted + ending, _POSS
    elif name.endswith("e"):
        for ending in ("i", "í"):
            yield name[:-1] + ending, _OBL | _FEM
        yield name, _GEN | _FEM
    else:
        for ending in ("y", "u", "ou", "e", "i", "í"):
            yield name + ending, _OBL | _FEM


def _feminine_surname(name: str) -> Forms:
    """The feminine of a masculine surname: Nováková, Novotná, Krejčí and Krejčová."""
    if name.endswith("ý"):
        stem = name[:-1]
        yield stem + "á", _NOM | _FEM
        for ending in ("é", "ou"):
            yield stem + ending, _OBL | _FEM
        return
    stems = [name[:-1]] if name[-1] in "aoeí" else [name] if name[-1] in "ůuy" else list(_oblique_stems(name))
    for stem in stems:
        yield stem + "ová", _NOM | _FEM
        for ending in ("ové", "ovou"):
            yield stem + ending, _OBL | _FEM


def _plural(name: str) -> Forms:
    """A family: Novákovi, Novákových, Nováků; Novotní, Novotných."""
    if name.endswith("ý"):
        for ending in ("í", "ých", "ými"):
            yield name[:-1] + ending, _OBL
        return
    if name.endswith("í"):
        for ending in ("ch", "mi"):
            yield name + ending, _OBL
        return
    for stem in [name[:-1]] if name[-1] in "aoe" else _oblique_stems(name):
        for ending in ("ovi", "ových", "ovým", "ovými", "ů", "ům"):
            yield stem + ending, _OBL


def given_male(name: str) -> Forms:
    """Every form of a man's given name."""
    return ((form, flags | GIVEN) for form, flags in _masculine(name))


def given_female(name: str) -> Forms:
    """Every form of a woman's given name."""
    return ((form, flags | GIVEN) for form, flags in _feminine_given(name))


def surname(name: str) -> Forms:
    """Every form of a surname given in the masculine (or, ending in -ová, only in the feminine)."""
    if name.endswith("ová"):
        for ending, flags in (("á", _NOM), ("é", _OBL), ("ou", _OBL)):
            yield name[:-1] + ending, flags | _FEM | SURNAME
        return
    for forms in (_masculine(name), _feminine_surname(name), _plural(name)):
        for form, flags in forms:
            yield form, flags | SURNAME

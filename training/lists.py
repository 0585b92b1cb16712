"""The word lists as training uses them, and the table of words that is shipped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detectors.names import table
from detectors.names.inflect import given_female, given_male, surname
from detectors.text.characters import fold
from training import decline

LISTS = Path(__file__).parent / "lists"
_FLAGS = ((4, table.NOMINATIVE), (8, table.OBLIQUE), (16, table.GENITIVE), (32, table.POSSESSIVE), (64, table.FEMININE))


@dataclass
class Lists:
    """``men``/``women``: Czech given names; ``common``: the names that are also words; ``places``: (name, paradigm)."""

    men: list[str]
    women: list[str]
    surnames: list[str]
    common: set[str]
    foreign_men: list[str]
    foreign_women: list[str]
    foreign_given: list[str]
    foreign_surnames: list[str]
    more_surnames: list[str]
    places: list[tuple[str, str]]
    towns: list[str]
    firms: list[str]


def _read(path: Path) -> Iterator[tuple[str, str]]:
    section = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            for word in line.split():
                yield section, word


def load(given: list[str], surnames: list[str], towns: list[str]) -> Lists:
    """Everything written here, joined with the foreign names and towns read from packages."""
    common: set[str] = set()

    def plain(words: list[str]) -> list[str]:
        common.update(w.rstrip("*") for w in words if w.endswith("*"))
        return list(dict.fromkeys(w.rstrip("*") for w in words if len(w.rstrip("*")) > 1))

    own = plain([w for file in (LISTS / "surnames.txt", LISTS / "surnames_more.txt") for _, w in _read(file)])
    men = plain([w for _, w in _read(LISTS / "given_male.txt")])
    women = plain([w for _, w in _read(LISTS / "given_female.txt")])
    more = list(_read(LISTS / "given_more.txt"))
    known = plain([w for _, w in _read(LISTS / "surnames_foreign.txt")])
    return Lists(
        men=men,
        women=women,
        surnames=own,
        common=common,
        foreign_men=plain([w for s, w in more if s == "m"]),
        foreign_women=plain([w for s, w in more if s == "f"]),
        foreign_given=given,
        foreign_surnames=known,
        more_surnames=surnames,
        places=list(dict.fromkeys((w, s) for s, w in _read(LISTS / "places.txt"))),
        towns=towns,
        firms=[w for _, w in _read(LISTS / "organisations.txt")],
    )


def _bits(flags: int) -> int:
    return sum(bit for flag, bit in _FLAGS if flags & flag)


def entries(lists: Lists, texts: list[str]) -> dict[bytes, int]:
    """The table's content: names in all their forms, places, firms, and the words that stand in texts in lower case."""
    forms: Counter[str] = Counter()
    out: dict[bytes, int] = {}
    plain: dict[bytes, int] = {}

    def add(form: str, bits: int) -> None:
        forms[form] |= bits

    for name in lists.surnames:
        for form, flags in surname(name):
            add(form, table.SURNAME | _bits(flags) | (table.COMMON if name in lists.common else 0))
    for names, rule in ((lists.men, given_male), (lists.women, given_female)):
        for name in names:
            for form, flags in rule(name):
                add(form, table.GIVEN | _bits(flags) | (table.COMMON if name in lists.common else 0))
    for names, rule in ((lists.foreign_men, given_male), (lists.foreign_women, given_female)):
        for name in names:
            for form, flags in rule(name):
                add(form, table.FOREIGN_GIVEN | _bits(flags) | (table.COMMON if name in lists.common else 0))
    for name in lists.foreign_surnames:
        for form, flags in surname(name):
            add(form, table.FOREIGN_SURNAME | _bits(flags) | (table.COMMON if name in lists.common else 0))
    for name in lists.foreign_given:
        add(name, table.FOREIGN_GIVEN | table.NOMINATIVE)
    for name in lists.more_surnames:
        add(name, table.FOREIGN_SURNAME | table.NOMINATIVE)
    for name, paradigm in lists.places:
        for form in decline.place(name, paradigm):
            add(form, table.PLACE)
    for name in lists.towns:
        for word in re.findall(r"[^\W\d_]+", name):
            if word[0].isupper() and len(word) > 3:
                add(word, table.PLACE)
                for form in guess_place(word):
                    add(form, table.PLACE)
    for word in lists.firms:
        add(word, table.FIRM)
        for ending in ("u", "em", "y", "ou") if not word.endswith(("a", "o", "e", "y", "i")) else ():
            add(word + ending, table.FIRM)
        if word.endswith("a"):
            for ending in ("y", "u", "ou", "ě"):
                add(word[:-1] + ending, table.FIRM)
    for form, bits in forms.items():
        out[form.encode()] = bits
        folded = fold(form)
        if bits & table.ANY_NAME and folded != form.lower():
            key = b"~" + folded.encode()
            plain[key] = plain.get(key, 0) | bits & ~table.PLACE
    out.update(plain)
    for section, word in _read(LISTS / "context.txt"):
        for form in _context_forms(section, word):
            key = b"!" + fold(form).encode()
            out[key] = out.get(key, 0) | _CONTEXT[section]
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(w for w in re.findall(r"[^\W\d_]+", text) if w.islower())
    for word, count in counts.items():
        if count > 1 or len(word) > 7:
            out[b"_" + word.encode()] = table.SEEN | (table.OFTEN if count > 9 else 0)
    return out


_CONTEXT = {"people_m": table.MAN, "people_f": table.WOMAN, "speech": table.ACTS, "things": table.THING}


def _context_forms(section: str, word: str) -> set[str]:
    """A word that stands beside names, in its cases."""
    if section == "speech":
        return {word}
    forms = {word}
    if section == "people_m":
        forms |= {form for form, flags in given_male(word) if not flags & 32}
        stem = decline.man(word)[1][:-1]
        forms |= {stem + ending for ending in ("i", "ové", "ů", "ům", "y", "ech", "ích")}
    elif section == "people_f":
        forms |= {form for form, flags in given_female(word) if not flags & 32}
        forms |= {word[:-1] + ending for ending in ("ek", "ám", "ami", "ách")}
    elif word.endswith(("a", "e")):
        forms |= set(decline.woman_given(word))
        forms |= {word[:-1] + ending for ending in ("ám", "ami", "ách", "ím", "ích", "emi")}
    elif word.endswith("o"):
        forms |= set(decline.place(word, "n"))
    elif word.endswith(("ost", "ň", "ť", "trať")):
        forms |= {word + ending for ending in ("i", "í", "e", "ech")}
    elif word.endswith("um"):
        forms |= {word[:-2] + ending for ending in ("a", "u", "em", "í")}
    else:
        forms |= set(decline.place(word, "m")) | {word + ending for ending in ("y", "ů", "ech", "ům", "ě")}
    return forms


def guess_place(name: str) -> tuple[str, ...]:
    """Cases of a town whose paradigm nobody wrote down."""
    if name.endswith(("ice", "ce")):
        return decline.place(name, "p")
    if name.endswith("a"):
        return decline.place(name, "z")
    if name.endswith(("o", "í")):
        return decline.place(name, "n")
    if name.endswith("y"):
        return decline.place(name, "p")
    return decline.place(name, "m")

"""Generated text: sentences of ``lists/sentences.txt`` with names, and with what looks like names and is none. Seeded."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from training import decline
from training.lists import LISTS, Lists, guess_place

type Example = tuple[str, list[tuple[int, int]]]
"""A text and where its names are."""

_SLOT = re.compile(r"\{([a-z]+?)(\d)([a-z]*)\}|\{(nm|dt)\}")
def _slots() -> dict[str, list[str]]:
    """The lines of ``lists/slots.txt`` by section."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (LISTS / "slots.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(section, []).append(line)
    return found


class Generator:
    """Draws sentences. ``surnames`` and given names come from our own lists and, for foreigners, from the packages' lists."""

    def __init__(self, lists: Lists, texts: list[str], seed: int) -> None:
        self.lists = lists
        self.random = random.Random(seed)  # noqa: S311  reproducible data, no secret
        self.templates = [line for line in (LISTS / "sentences.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]
        self.slots = _slots()
        self.male_roles = [line.split() for line in self.slots["men"]]
        self.female_roles = [line.split() for line in self.slots["women"]]
        counts: dict[str, int] = {}
        for text in texts:
            for word in re.findall(r"[^\W\d_]{4,}", text):
                if word.islower():
                    counts[word] = counts.get(word, 0) + 1
        self.words = [w for w, c in counts.items() if c > 3]

    def _name(self, sex: str, case: int) -> tuple[str, str, bool]:
        """(given name, surname, whether Czech) in a case."""
        r, lists = self.random, self.lists
        czech = r.random() < 0.6
        frequent = int(len(lists.surnames) * min(0.999, r.random() ** 1.5))
        if czech:
            surname = lists.surnames[frequent]
            given = r.choice(lists.men if sex == "m" else lists.women)
        else:
            surname = r.choice(lists.foreign_surnames if r.random() < 0.35 else lists.more_surnames)
            names = lists.foreign_men if sex == "m" else lists.foreign_women
            given = r.choice(names if sex == "f" or r.random() < 0.7 else lists.foreign_given)
        if sex == "m":
            family = decline.man(surname)[case]
            if surname.endswith("ová"):
                family = surname
            return decline.man(given)[case], family, czech
        if surname.endswith("ová"):
            feminine = surname
        elif not czech and r.random() < 0.25:
            return decline.woman_given(given)[case], surname, czech
        else:
            feminine = decline.feminine(surname)
        return decline.woman_given(given)[case], decline.woman(feminine)[case], czech

    def person(self, sex: str, case: int, way: str) -> str:
        """A name as it may be written."""
        r = self.random
        given, surname, czech = self._name(sex, case)
        if way == "s":
            return surname
        if way == "g":
            return given
        if way == "u":
            return f"{given} {surname}".upper() if r.random() < 0.5 else f"{surname.upper()} {given}"
        if way == "l":
            return f"{given} {surname}"
        x = r.random()
        if x < 0.6:
            return f"{given} {surname}"
        if x < 0.82:
            return surname
        if x < 0.88:
            return f"{given[0]}. {surname}"
        if x < 0.90:
            return f"{surname} {given}"
        if x < 0.93:
            return f"{given} {r.choice('ABCDEFGHJKLMPRSTVWZ')}. {surname}"
        if x < 0.95 and not czech:
            return f"{given} {r.choice(('de', 'van', 'von', 'da', 'di', 'van der', 'al'))} {surname}"
        other = self._name(sex, case)
        if x < 0.97:
            return f"{given} {surname}-{other[1]}" if sex == "f" else f"{given} {other[0]} {surname}"
        return f"{given} {surname}"

    def _family(self, case: int) -> str:
        return decline.family(self.random.choice(self.lists.surnames))[case]

    def _other(self, kind: str, case: int, low: bool) -> str:
        r, lists = self.random, self.lists
        if kind == "pl":
            if r.random() < 0.8:
                name, paradigm = r.choice(lists.places)
                return decline.place(name, paradigm)[case]
            return self._other("tw", case, low)
        if kind == "tw":
            town = r.choice(lists.towns)
            forms = guess_place(town)
            return forms[case] if " " not in town else town
        if kind == "fi":
            word = r.choice(lists.firms)
            if r.random() < 0.15:
                word += " " + r.choice(lists.firms)
            if r.random() < 0.1:
                word = r.choice(lists.surnames) + r.choice((" a syn", ", s. r. o.", " s.r.o.", " a. s.", ", a. s."))
            return word
        if kind == "st":
            surname = r.choice(lists.surnames)
            forms = decline.possessive(surname)
            adjective = r.choice(self.slots["adjectives"]).replace("ý", "á").replace("ův", "ova")
            return r.choice([*(forms[1:2] * 2), adjective, decline.man(surname)[1], "Na " + r.choice(self.words).capitalize()])
        if kind == "in":
            nominative, genitive = r.choice(self.slots["institutions"]).split(";")
            who = f"{decline.man(r.choice(lists.men))[1]} {decline.man(r.choice(lists.surnames))[1]}"
            if r.random() < 0.4:
                who = decline.man(r.choice(lists.surnames))[1]
            return f"{nominative if case == 0 else genitive} {who}"
        if kind == "ti":
            word = r.choice(self.words).capitalize() if r.random() < 0.5 else r.choice(lists.firms)
            return word if r.random() < 0.7 else f"{word} {r.choice(self.words)}"
        if kind == "wd":
            word = r.choice(self.words)
            return word if low else word.capitalize()
        if kind == "ad":
            word = r.choice(self.slots["adjectives"])
            if word.endswith("ý"):
                return word[:-1] + ("á", "ého", "é", "ou", "á", "é", "ou")[case]
            return word
        if kind == "dem":
            word = r.choice(self.slots["demonyms"])
            s = decline._stem(word) if not word.endswith("el") else word  # noqa: SLF001
            return s + ("i", "ů", "ům", "y", "i", "ech", "y")[case]
        if kind == "dat":
            return r.choice(self.slots["days"])
        raise ValueError(kind)

    def sentence(self) -> Example:
        """One sentence."""
        r = self.random
        template = r.choice(self.templates)
        named = not re.search(r"(?:ulice|Ulice|náměstí|Letiště|Nemocnice|Nadace|Cenu) \{m2l\}", template)
        out, spans, last = [], [], 0
        length = 0

        def put(piece: str) -> None:
            nonlocal length
            out.append(piece)
            length += len(piece)

        for match in _SLOT.finditer(template):
            put(template[last : match.start()])
            last = match.end()
            if match[4]:
                put(str(r.randint(1, 9999)) if match[4] == "nm" else f"{r.randint(1, 28)}. {r.choice(self.slots["months"])}")
                continue
            kind, case, way = match[1], int(match[2]) - 1, match[3]
            if kind in "mf" and way.startswith("poss"):
                names = self.lists.men + self.lists.surnames[:2000] if kind == "m" else self.lists.women
                forms = decline.possessive(r.choice(names), female=kind == "f")
                piece = r.choice(forms) if forms else "Jeho"
                if length == 0 or not forms:
                    piece = piece[0].upper() + piece[1:]
                if forms:
                    spans.append((length, length + len(piece)))
            elif kind in "mf":
                piece = self.person(kind, case, way)
                if way in ("", "l") and r.random() < 0.08 and template[match.start() - 1 : match.start()] == " ":
                    put(r.choice(self.slots["titles"]) + " ")
                if named:
                    spans.append((length, length + len(piece)))
            elif kind == "p":
                piece = self._family(case)
                spans.append((length, length + len(piece)))
            elif kind in ("ro", "re"):
                piece = r.choice(self.male_roles if kind == "ro" else self.female_roles)[case]
                if length == 0:
                    piece = piece.capitalize()
            else:
                piece = self._other(kind, case, "l" in way)
                if length == 0:
                    piece = piece[0].upper() + piece[1:]
            put(piece)
        put(template[last:])
        text = "".join(out)
        if r.random() < 0.04:
            text = text.upper()
        elif r.random() < 0.05:
            from detectors.text.characters import fold  # noqa: PLC0415

            plain = fold(text)
            text = "".join(b.upper() if a.isupper() else b for a, b in zip(text, plain, strict=True))
        return text, spans

    def sentences(self, count: int) -> Iterator[Example]:
        """Many."""
        for _ in range(count):
            yield self.sentence()

"""Real text with labels: the annotated paragraphs, other people's names put into them, the questions, and manuals without names."""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from detectors.names import table
from detectors.names.table import Table
from detectors.names.text import Text
from training import decline
from training.lists import Lists

type Spans = list[tuple[int, int]]
ANNOTATIONS = Path(__file__).parent / "annotations.txt"
HELD_OUT = 5
"""Every fifth paragraph is never trained on."""
_NOT_USED = frozenset(["0aeded97"])
"""Paragraphs left out, by their CRC-32, because the corpus we measure on has a sentence of theirs."""


def annotated(paragraphs: list[str]) -> Iterator[tuple[str, Spans, Spans, bool]]:
    """(text, names, undecided, whether it is held out)."""
    marks: dict[str, tuple[Spans, Spans]] = {}
    for line in ANNOTATIONS.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        key, *found = line.split()
        sure = [(int(a), int(b)) for a, b in (f.split(":") for f in found if ":" in f)]
        open_ = [(int(a), int(b)) for a, b in (f.split("?") for f in found if "?" in f)]
        marks[key] = sure, open_
    for text in paragraphs:
        number = zlib.crc32(text.encode())
        if f"{number:08x}" in _NOT_USED:
            continue
        sure, open_ = marks.get(f"{number:08x}", ([], []))
        yield text, sure, open_, number % HELD_OUT == 0


_TELLING = (
    ("ová", "f", (0,)), ("ové", "f", (1, 2, 5)), ("ovou", "f", (3, 6)), ("ovi", "m", (2, 5)), ("em", "m", (6,)), ("ho", "m", (1, 3)),
)
"""Endings that tell sex and cases of a surname that no list has."""


class Swapper:
    """Puts other names, in the same case and of the same sex, where names stand."""

    def __init__(self, lists: Lists, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  reproducible data
        self.lists = lists
        self.forms: dict[str, set[tuple[str, str, int]]] = defaultdict(set)
        for name in lists.surnames + lists.foreign_surnames:
            if name.endswith("ová"):
                continue
            for case, form in enumerate(decline.man(name)):
                self.forms[form].add(("s", "m", case))
            for case, form in enumerate(decline.woman(decline.feminine(name))):
                self.forms[form].add(("s", "f", case))
        for names, sex, rule in (
            (lists.men, "m", decline.man), (lists.foreign_men, "m", decline.man),
            (lists.women, "f", decline.woman_given), (lists.foreign_women, "f", decline.woman_given),
        ):
            for name in names:
                for case, form in enumerate(rule(name)):
                    self.forms[form].add(("g", sex, case))

    def _kinds(self, word: str, kind: str) -> set[tuple[str, int]]:
        known = {(sex, case) for k, sex, case in self.forms.get(word, ()) if k == kind}
        if not known and kind == "s":
            for ending, sex, cases in _TELLING:
                if word.endswith(ending):
                    return {(sex, c) for c in cases}
        return known

    def _draw(self, kind: str, sex: str, case: int) -> str:
        r, lists = self.random, self.lists
        if kind == "g":
            own = r.random() < 0.75
            if sex == "m":
                return decline.man(r.choice(lists.men if own else lists.foreign_men))[case]
            return decline.woman_given(r.choice(lists.women if own else lists.foreign_women))[case]
        x = r.random()
        name = r.choice(lists.surnames if x < 0.65 else lists.foreign_surnames if x < 0.8 else lists.more_surnames)
        if name.endswith("ová"):
            return name if sex == "m" else decline.woman(name)[case]
        return decline.man(name)[case] if sex == "m" else decline.woman(decline.feminine(name))[case]

    def swap(self, text: str, spans: Spans) -> tuple[str, Spans] | None:
        """The text with other names, or None when no name of it could be read."""
        out, kept, last, length, changed = [], [], 0, 0, False
        for a, b in spans:
            words = text[a:b].split(" ")
            new: list[str] | None = None
            if all(w.isalpha() and w[1:].islower() for w in words):
                if len(words) == 2:
                    both = self._kinds(words[0], "g") & self._kinds(words[1], "s")
                    if both:
                        sex, case = self.random.choice(sorted(both))
                        new = [self._draw("g", sex, case), self._draw("s", sex, case)]
                elif len(words) == 1:
                    given, family = self._kinds(words[0], "g"), self._kinds(words[0], "s")
                    kind = "g" if given and not family else "s" if family and not given else ""
                    if kind:
                        sex, case = self.random.choice(sorted(given or family))
                        new = [self._draw(kind, sex, case)]
            piece = " ".join(new) if new else text[a:b]
            changed |= new is not None
            before = text[last:a]
            out += [before, piece]
            kept.append((length + len(before), length + len(before) + len(piece)))
            length += len(before) + len(piece)
            last = b
        out.append(text[last:])
        return ("".join(out), kept) if changed else None


def asked(rows: list[tuple[str, list[str], bool]], words: Table) -> Iterator[tuple[str, Spans, Spans]]:
    """Questions with the persons that the articles behind them are about: (text, names, undecided)."""
    for text, titles, person in rows:
        t = Text(text, words)
        if person:
            spans = [(t.starts[i], t.ends[i]) for i in t.candidates if " " in text and not t.mask(i) & table.SEEN]
            if len(spans) > 1 and len(t.candidates) == len(spans) and len(t.words) <= 5:
                yield text, [(spans[0][0], spans[-1][1])], []
            continue
        stems = _stems([title for title in titles if _about_person(title, words)], 3)
        others = _stems([title for title in titles if not _about_person(title, words) and not _maybe_person(title, words)], 4)
        sure: Spans = []
        open_: Spans = []
        for i in t.candidates:
            word = t.words[i]
            bits = t.mask(i)
            span = (t.starts[i], t.ends[i])
            inside = t.begins(i) != b"1"
            if inside and _form_of(word, stems):
                sure.append(span)
            elif not _form_of(word, others) and ((inside and bits & table.ANY_NAME) or t.left(i)[0] >= 0 or t.right(i)[0] >= 0):
                open_.append(span)
        yield text, sure, open_


def _stems(titles: list[str], shortest: int) -> set[str]:
    """The beginnings of the titles' words, long enough to be told by."""
    words = re.findall(r"[^\W\d_]{2,}" if shortest < 4 else r"[^\W\d_]{4,}", " ".join(titles))
    return {word[: max(shortest, len(word) - 2)].lower() for word in words}


def _form_of(word: str, stems: set[str]) -> bool:
    low = word.lower()
    return any(low.startswith(stem) and len(low) - len(stem) < 6 for stem in stems)


def _maybe_person(title: str, words: Table) -> bool:
    """Whether any word of a title could be a given name."""
    return any(words.get(w.encode()) & table.ANY_GIVEN for w in re.findall(r"[^\W\d_]{2,}", title))


_NO_PERSON = re.compile(r"[(_,:]|\b(?:List|The|Award|University|Season|School|House|Cup|Prize|Museum|Church|Institute)\b")


def _about_person(title: str, words: Table) -> bool:
    parts = re.sub(r"\(.*", "", title).split()
    if not 2 <= len(parts) <= 3 or not all(p[:1].isupper() for p in parts) or _NO_PERSON.search(title):
        return False
    first = words.get(parts[0].encode())
    return bool(first & table.ANY_GIVEN) and not first & (table.PLACE | table.FIRM)

"""Names where capitals say nothing: in lower case, without diacritics, and in the fields of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.names import table
from detectors.names.evidence import ADDRESSES, ROLES, STOP, TITLES, is_title
from detectors.names.text import LONGEST, Text
from detectors.names.words import SECTIONS
from detectors.text.characters import fold

type Found = tuple[int, int, str]
"""(first token, token after the last, rule)."""

_FIELD = re.compile(
    r"(?<![\w])(?:titul,? )?(?:jmen[oa](?: ?(?:a|,) ?prijmeni)?|prijmeni(?: ?(?:a|,) ?jmeno)?|rodne prijmeni|krestni jmeno"
    r"|kontaktni osoba|vyrizuje|zpracoval[a]?|zapsal[a]?|schvalil[a]?|opravnena uredni osoba"
    r"|first_?name|last_?name|full_?name|surname|prijmeni_?jmeno)"
    r"(?: zadatele| klienta| ditete| zamestnance| pacienta| otce| matky| manzela| manzelky)?[\"']?\s?[:=][ \t\"']{0,4}"
)
_FIELD_HINTS = ("jmen", "name", "vyrizuje", "osoba", "zpracoval", "zapsal", "schvalil")
_NOT_A_PERSONS = re.compile(r"(?:uzivatelske|domenove|soubor\w*|obchodni|cele|user|file|host)[ _]\Z")
_MOST = 4
_WOMAN = ("ova", "ove", "ovou", "ová", "ové")
_NOT_GIVEN = SECTIONS["not_given"] | ADDRESSES | ROLES | TITLES
"""Forms of given names that texts write in lower case for something else."""


def _bits(t: Text, word: str) -> int:
    """What a word in lower case would be with a capital."""
    capital = t.table.get(word.capitalize().encode())
    return capital | t.table.get(b"~" + word.encode()) if word.isascii() else capital


def lower(t: Text) -> Iterator[Found]:
    """Such as "jan novak", "novak jan", "pan novak": names of our lists in lower case, beside each other or behind a form of address."""
    known = {
        word: bits
        for word in set(t.words)
        if 2 < len(word) <= LONGEST and word.islower() and word.isalpha() and (bits := _bits(t, word)) & (table.ANY_NAME | table.COMMON)
    }
    if not known:
        return
    done = 0
    for i, word in enumerate(t.words):
        bits = known.get(word, 0)
        if bits and i >= done:
            end = _pair(t, i, bits) or _addressed(t, i, bits, t.table.lower(word))
            if end:
                yield i, end, "lower"
                done = end


def _follows(t: Text, i: int) -> str:
    """The next word in lower case, one space away."""
    if i + 1 >= len(t.words) or t.gap(i) != " ":
        return ""
    word = t.words[i + 1]
    return word if 2 < len(word) <= LONGEST and word.islower() and word.isalpha() else ""


def _pair(t: Text, i: int, bits: int) -> int:
    """The token after a given name and a surname, in either order; 0 when they are none."""
    following = _follows(t, i)
    if not following:
        return 0
    other = _bits(t, following)
    often = t.table.lower(following) & table.OFTEN
    given = table.GIVEN if not bits & table.GIVEN else table.GIVEN | table.FOREIGN_GIVEN
    woman = following.endswith(_WOMAN) and len(following) > 5
    if bits & given and not bits & table.COMMON and fold(t.words[i]) not in _NOT_GIVEN and (other & table.SURNAME or woman):
        if often and not bits & table.NOMINATIVE:
            return 0
        more = _follows(t, i + 1)
        return i + 3 if more.endswith(_WOMAN) and _bits(t, more) & table.SURNAME else i + 2
    if fold(following) in _NOT_GIVEN:
        return 0
    often |= t.table.lower(t.words[i]) & table.OFTEN
    if bits & table.SURNAME and other & table.GIVEN and not (bits | other) & table.COMMON and not often:
        return i + 2
    if bits & table.FOREIGN_GIVEN and other & (table.FOREIGN_SURNAME | table.SURNAME) and not (bits | other) & table.COMMON:
        seen = t.table.lower(t.words[i]) | t.table.lower(following)
        return 0 if seen or fold(t.words[i]) in _NOT_GIVEN else i + 2
    return 0


def _addressed(t: Text, i: int, bits: int, seen: int) -> int:
    """Such as "pan novak", "ing. dvorak", "klientka novakova": the token after the surname; 0 when it is none."""
    word = t.words[i]
    known = bits & table.SURNAME and not (bits & table.COMMON and seen) and not seen & table.OFTEN and fold(word) not in _NOT_GIVEN
    if not (known or (word.endswith(_WOMAN) and len(word) > 5 and bits & table.SURNAME)) or i == 0:
        return 0
    p = i - 1
    if t.words[p] == "." and p and t.gap(p) in ("", " "):
        p -= 1
        if not (is_title(t, p) or t.words[p] == "p"):
            return 0
    before = fold(t.words[p])
    if bits & table.COMMON and before not in TITLES and not word.endswith(_WOMAN):
        return 0
    if "\n" in t.text[t.ends[p] : t.starts[i]] or not (before in ADDRESSES or before in TITLES or before in ROLES or before == "p"):
        return 0
    return i + 1


def fields(t: Text) -> Iterator[Found]:
    """Values of form fields: "Jméno a příjmení: jan novak"."""
    folded = fold(t.text)
    if not any(hint in folded for hint in _FIELD_HINTS):
        return
    where = {start: k for k, start in enumerate(t.starts)}
    for match in _FIELD.finditer(folded):
        k = where.get(match.end())
        if k is None or _NOT_A_PERSONS.search(folded, max(match.start() - 16, 0), match.start()):
            continue
        n = len(t.words)
        while k < n and (is_title(t, k) or t.words[k] == "."):
            k += 1
        end = k
        while end < n and end - k < _MOST and _part(t, end) and (end == k or t.gap(end - 1) == " "):
            end += 1
            if end < n and t.words[end] == "." and t.is_initial(end - 1):
                end += 1
        if end > k and len(t.words[k]) > 1:
            yield k, end, "field"


def _part(t: Text, i: int) -> bool:
    word = t.words[i]
    return word.isalpha() and len(word) <= LONGEST and fold(word) not in STOP

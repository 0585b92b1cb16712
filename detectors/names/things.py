"""Where a lone name is a thing's: a firm, an article in a price list, a station or a constant called after somebody.

Only for names that nothing else speaks for; a full name, a title or a form of address stands whatever is beside it.
"""

from __future__ import annotations

import re
from typing import Final

from detectors.columns import head_of
from detectors.text.view import View

LONE: Final = frozenset({"lone", "surname", "given", "again"})
"""The rules that this may overrule (:mod:`detectors.names.tagger`)."""

_FIRM = re.compile(
    r"(?: [A-ZÁ-Ž][\w-]{0,24}){0,3},? ?(?:spol\. s ?r\. ?o\b|s\. ?r\. ?o\b|a\. ?s\.|z\. ?s\.|v\. ?o\. ?s\."
    r"|k\. ?s\.|o\. ?p\. ?s\.|p\. ?o\.|s\. ?p\.|GmbH\b|Ltd\b|Inc\b|SE\b(?= ?[,(\n]))"
)
_CALLED = re.compile(r"\w{2,}(?:ův|ov[aoyuěé]|ových|ovým|ovou|in[aoyuěé]?)\Z")
_AFTER = re.compile(
    r" (?:nádraží|náměstí|ulic|tříd|nábřeží|most|univerzit|nemocnic|škol|gymnázi|zákon|zákony|konstant|chorob|nemoc"
    r"|syndrom|cen[ayu]\b|metod|teori|model|rovnic|test|škál|princip|efekt|dekret|sad[yůu]?\b|park|divadl|muze|knihovn|dům|dom[uě]|vil[ayou]|kolej|hvězdárn|boud|vodopád|jezer"
    r"|hut[ěi]|chat[ay]|rozhledn|pramen|kopec|vrch|křivk"
    r"|diagram|číslo|věta|větu|věty)"
)
_GOODS = re.compile(
    r"(?:nazev|popis|zbozi|polozka|material|vyrobek|produkt|sluzba|predmet|typ|kategorie|znacka|artikl|name|item|product|title|druh|model)"
    r"(?: (?:zbozi|polozky|vyrobku|produktu|sluzby|materialu|akce|projektu|obce))?"
)

_PUB = re.compile(r"(?<=[^\W\d_] )U \Z|(?:[Rr]estaurac\w|[Hh]osp\w{2,5}|[Hh]otel\w{0,2}|[Pp]enzion\w{0,2}|[Ll]ékárn\w) U \Z")
_NATIONS: Final = """
    Čech Moravan Slezan Slovák Polák Němec Rakušan Maďar Rus Ukrajinec Francouz Angličan Ital Španěl Řek Turek Srb Chorvat Rom Vietnamec
"""
_CRAFTS: Final = """
    kovář zedník tesař mlynář švec pekař řezník kolář krejčí tkadlec truhlář zámečník sedlář bednář hrnčíř kameník sklář pokrývač malíř
"""
_KINDS: Final = (frozenset(_NATIONS.split()), frozenset(_CRAFTS.split()))
"""Nations and crafts that are surnames too: several of them in a row are what they say."""
_IN_A_ROW = re.compile(r"\A(?:,| a| i| nebo|,? či) (?P<next>[^\W\d_]{3,12})")
_ROW_BEFORE = re.compile(r"(?P<last>[^\W\d_]{3,12})(?:,| a| i| nebo|,? či) \Z")


def _in_a_row(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    kind = next((words for words in _KINDS if word in words or word.lower() in words), None)
    if kind is None:
        return False
    after, before = _IN_A_ROW.match(text[end : end + 20]), _ROW_BEFORE.search(text, max(start - 20, 0), start)
    others = [match[1] for match in (after, before) if match is not None]
    return any(other in kind or other.lower() in kind for other in others)


def is_thing(view: View, start: int, end: int) -> bool:
    """Whether what stands beside a lone name, or over its column, says that it is no person's."""
    text = view.text
    if _FIRM.match(text, end) is not None:
        return True
    if _AFTER.match(text, end) is not None and _CALLED.search(text, max(start, end - 24), end) is not None:
        return True
    if _PUB.search(text, max(start - 16, 0), start) is not None or _in_a_row(text, start, end):
        return True
    return _GOODS.fullmatch(head_of(view, start)) is not None

"""The index finds what the stems alone would find."""

from __future__ import annotations

import re

import pytest

from detectors.label_index import document_places, document_words, may_have_single, spots, worth
from detectors.label_words import STEMS, Label
from detectors.text.view import View
from detectors.text.words import places

EXAMPLES = [
    ("cislo pasu", Label.PASSPORT),
    ("cislo_pasu", Label.PASSPORT),
    ("cestovniho dokladu", Label.PASSPORT),
    ("ridicsky prukaz", Label.DRIVING),
    ("r. p.", Label.RP),
    ("rp", Label.RP),
    ("povoleni k trvalemu pobytu", Label.RESIDENCE),
    ("zbrojni prukaz", Label.WEAPON),
    ("os. c. 123", Label.SERVICE),
    ("osobni cislo", Label.SERVICE),
    ("ico", Label.ICO),
    ("ic", Label.ICO),
    ("i. c. o.", Label.ICO),
    ("dic", Label.DIC),
    ("rid", Label.RID),
    ("drid", Label.RID),
    ("rezortni identifikator", Label.RID),
    ("op", Label.OP),
    ("telefon", Label.OTHER),
    ("c. j.", Label.OTHER),
    ("technicky prukaz", Label.OTHER),
    ("pas psa", Label.OTHER),
]


@pytest.mark.parametrize(("text", "label"), EXAMPLES)
def test_found(text: str, label: Label) -> None:
    """Each label under its kind, and worth a look where it is a document's."""
    assert [found for _, _, found in spots(f"x {text} y")][-1] is label
    assert worth(f"x {text} y") or label is Label.OTHER


@pytest.mark.parametrize("text", ["", "zcela obycejna veta o schuzi rady", "kompas zapas stop", "12345 678", "rozhlas"])
def test_nothing(text: str) -> None:
    """Ordinary text has none."""
    assert list(spots(text)) == []


@pytest.mark.parametrize("label", Label)
def test_no_stem_is_lost(label: Label) -> None:
    """What a stem matches at the beginning of a word, the index matches too."""
    words = [
        "obcansky prukaz",
        "cestovni pas",
        "prukaz ztp",
        "viza",
        "zbrojni pas",
        "oec",
        "vat id",
        "ucet",
        "parc",
        "fax",
        "doklad c",
        "ridicak",
    ]
    for word in words:
        if any(re.match(stem, word) for stem in STEMS[label]):
            assert list(spots(word)) != []


def found_places(folded: str) -> list[int]:
    """Where labels of documents begin; none where the words of the text say so before."""
    view = View(folded)
    words = document_words(view)
    return document_places(view, places(view.folded, set(words))) if words or may_have_single(view) else []


@pytest.mark.parametrize(("text", "label"), EXAMPLES)
def test_places_of_documents(text: str, label: Label) -> None:
    """A text with a label of a document is not passed over."""
    folded = f"x {text} y"
    assert label is Label.OTHER or found_places(folded)


def test_ordinary_words_name_no_document() -> None:
    """Words that only begin like a label are found to be none."""
    folded = "doklady a opatreni: povolani, rc 7103192745, telefon"
    assert found_places(folded) == []

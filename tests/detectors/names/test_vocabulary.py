"""Foreign phrases with capitals are not persons; foreign persons are."""

from __future__ import annotations

import pytest

from detectors.analyzer import Analyzer
from detectors.names.vocabulary import is_vocabulary, words

PHRASES = [
    "Přelož: Hello World",
    "Přelož do angličtiny: Good Morning",
    "Vysvětli mi Machine Learning a Deep Learning.",
    "Docker Compose a Kubernetes Ingress",
    "Error: Connection Refused at Apache Tomcat",
    "Black Friday",
    "Red Hat Enterprise Linux",
    "VIN kód TMBZ0XJDXRM858846 a IBAN dodavatele",
    "Pokladna přijala jistotu. Jistota se vrací.",
    "Spočítej to metodou Monte Carlo.",
    "Nainstaluj Visual Studio Code a Power BI.",
]
PERSONS = ["Dopis pro Johna Smithe.", "Píše mi Grace Brown.", "Přišel Mark Young z odboru dopravy."]


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.load(["PERSON"])


@pytest.mark.parametrize("text", PHRASES)
def test_phrases(analyzer: Analyzer, text: str) -> None:
    """English and technical phrases are no names."""
    assert [text[f.start : f.end] for f in analyzer.analyze(text, score_threshold=0.5)] == []


@pytest.mark.parametrize("text", PERSONS)
def test_persons(analyzer: Analyzer, text: str) -> None:
    """Words that are names too stay names."""
    assert analyzer.analyze(text, score_threshold=0.5)


def test_the_list() -> None:
    """Lower case, each once, and no given name or frequent surname among them."""
    assert all(word == word.lower() and word.isalpha() for word in words())
    assert not words() & {"grace", "hope", "mark", "bill", "rose", "will", "may", "young", "brown", "smith", "king", "jan", "eva", "petr"}
    assert is_vocabulary("Hello, World")
    assert is_vocabulary("IBAN")
    assert not is_vocabulary("Iban"), "a given name"
    assert not is_vocabulary("Hello Nováková")
    assert not is_vocabulary("")

"""The spaCy parts."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from detectors.names.component import LABEL, LinearTokenizer
from detectors.names.pipeline import load


def test_it_is_a_spacy_pipeline() -> None:
    """A blank Czech pipeline with our component, which sets ``doc.ents``."""
    nlp = load()
    assert (nlp.lang, nlp.pipe_names) == ("cs", ["celnice_names"])
    (person,) = nlp("přišla paní Nováková").ents
    assert (person.text, person.label_, person.id_) == ("Nováková", LABEL, "address")


def test_it_can_be_added_by_name() -> None:
    """The factory is registered, as any spaCy component is."""
    nlp = spacy.blank("cs")
    nlp.add_pipe("celnice_names")
    assert [ent.text for ent in nlp("Ing. Jan Novák").ents] == ["Jan Novák"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_tokens_are_the_text(text: str) -> None:
    """No character is lost or added."""
    assert LinearTokenizer(load().vocab)(text).text == text


@pytest.mark.parametrize("text", ["(" * 200_000, "a" * 200_000, " " * 200_000])
def test_tokenizer_takes_long_texts(text: str) -> None:
    """What is quadratic with spaCy's own rules comes through."""
    assert len(LinearTokenizer(load().vocab)(text)) >= 1


def test_it_serialises(tmp_path: object) -> None:
    """spaCy can write the tokenizer and read it back."""
    tokenizer = LinearTokenizer(load().vocab)
    assert tokenizer.from_bytes(tokenizer.to_bytes()) is tokenizer
    tokenizer.to_disk(tmp_path)
    assert tokenizer.from_disk(tmp_path) is tokenizer

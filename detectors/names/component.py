"""The spaCy parts: a tokenizer that is linear on any text, and the component ``celnice_names`` that sets ``doc.ents``."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from detectors.names import model
from detectors.names.tagger import NameSpan, tag
from detectors.names.text import Text

NAME = "celnice_names"
LABEL = "PERSON"
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class LinearTokenizer:
    """Words, single other characters, and white space. spaCy's own rules peel affixes one by one, which is quadratic on "((((…"."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document of a text."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _TOKEN.findall(text):
            if piece == " " and words:
                spaces[-1] = True
            elif piece[0] == " " and words:
                spaces[-1] = True
                words.append(piece[1:])
                spaces.append(False)
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep; spaCy asks for it when a pipeline is written to disk."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> LinearTokenizer:
        """The same tokenizer."""
        return self

    def to_disk(self, *_: object, **__: object) -> None:
        """Nothing to keep."""

    def from_disk(self, *_: object, **__: object) -> LinearTokenizer:
        """The same tokenizer."""
        return self


@registry.tokenizers("celnice.linear.v1")  # type: ignore[untyped-decorator]  # catalogue is not typed
def make_tokenizer() -> Callable[[Language], LinearTokenizer]:
    """How spaCy makes a tokenizer from a config."""
    return lambda nlp: LinearTokenizer(nlp.vocab)


class Names:
    """Sets ``doc.ents``: label PERSON, ``ent.id_`` the rule that fired."""

    def __init__(self) -> None:
        self.model = model.load()
        self.judged: tuple[Text, list[NameSpan]] | None = None
        """What was found already in the text of the next document, so that it is looked for once."""

    def __call__(self, doc: Doc) -> Doc:
        """The document with its persons."""
        judged, self.judged = self.judged, None
        if judged is None or judged[0].text != doc.text:
            t = Text(doc.text, self.model.table)
            judged = t, tag(t, self.model)
        t, found = judged
        if found:
            where = {int(start): k for k, start in enumerate(doc.to_array("IDX").tolist())}
            doc.ents = [Span(doc, where[t.starts[a]], where[t.starts[b - 1]] + 1, label=LABEL, span_id=rule) for a, b, rule in found]
        return doc


@Language.factory(NAME, assigns=["doc.ents"], requires=[])
def make_names(nlp: Language, name: str) -> Names:  # noqa: ARG001  spaCy's signature
    """How spaCy makes the component."""
    return Names()

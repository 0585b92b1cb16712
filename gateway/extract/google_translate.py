"""Google Cloud Translation: v2 (``POST /language/translate/v2``) and v3 (``POST /v3/projects/…:translateText`` and its sisters).

v2 takes ``q`` (a string, a list, or repeated fields of a form); v3 takes ``contents[]``, ``content``, and
``documentInputConfig{mimeType, content}`` with a document in base64. Texts of one request follow one another. Answers:
``translatedText``, and v3's document in base64, which stays as it is. Source: the REST references of v2 and v3.
"""

from __future__ import annotations

from gateway.extract import blobs, google_status, json_format
from gateway.extract.answer_whole import WholeTexts
from gateway.extract.api import Body, WireFormat
from gateway.extract.form_api import FormApi, is_form
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.extract.place import name
from gateway.extract.turns import Turn
from gateway.model import Extracted, Place, Speaker

TEXTS = frozenset({"q", "contents", "content"})

_V3 = r"/v3(?:beta1)?/projects/[A-Za-z0-9._:-]+(?:/locations/[A-Za-z0-9-]+)?"
OPERATIONS = {
    "v2.translate": r"/language/translate/v2",
    "v2.detect": r"/language/translate/v2/detect",
    "v3.translate": rf"{_V3}:(?:translateText|adaptiveMtTranslate|romanizeText|refineText)",
    "v3.detect": rf"{_V3}:detectLanguage",
    "v3.document": rf"{_V3}:translateDocument",
}


def turn(place: Place) -> Turn | None:
    """All texts of a request are one running text."""
    return Turn((), (), is_text=True) if place[:1] and place[0] in TEXTS and len(place) <= 2 else None


class GoogleTranslate(FormApi):
    """The format of both versions: :class:`FormApi`, and documents in base64."""

    def __init__(self) -> None:
        self._described = JsonApi(
            "google_translate",
            OPERATIONS,
            Dialect(by_name(dict.fromkeys(TEXTS, Speaker.USER)), turn),
            shape=lambda: WholeTexts(lambda place: name(place) == "translatedText"),
            refuse=google_status.answer,
        )
        super().__init__(self._described, TEXTS)

    def segments(self, body: Body) -> Extracted:
        """Every leaf, the document among the files."""
        if is_form(body):
            return super().segments(body)
        return self._described.extracted(blobs.opened(json_format.read(body)))


FORMAT: WireFormat = GoogleTranslate()

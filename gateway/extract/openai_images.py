"""OpenAI image edits and variations: ``POST /v1/images/edits``, ``/images/variations``.

``multipart/form-data`` with ``image`` (several), ``mask`` and ``prompt``, or JSON with ``images[].image_url``. Pictures go to document
workers, which read the text in them. Source: the API reference, "Images".
"""

from __future__ import annotations

from gateway.extract.answer_whole import WholeTexts
from gateway.extract.api import WireFormat
from gateway.extract.multipart_api import MultipartApi
from gateway.extract.openai_json import FORMAT as JSON
from gateway.extract.place import name

FORMAT: WireFormat = MultipartApi(
    "openai_images",
    {"images.edits": "/images/edits", "images.variations": "/images/variations"},
    json=JSON,
    shape=lambda: WholeTexts(lambda place: name(place) == "revised_prompt"),
)

"""DeepL's document translation: ``POST /v2/document`` with ``file``, ``filename``, ``target_lang``, ``glossary_id`` as multipart.

The translated document is fetched later and stays as it is. Source: the API reference, "Translate documents", deepl-python.
"""

from __future__ import annotations

from gateway.extract import deepl
from gateway.extract.api import WireFormat
from gateway.extract.multipart_api import MultipartApi

FORMAT: WireFormat = MultipartApi("deepl_document", {"document": "/v2/document"}, refuse=deepl.refuse)

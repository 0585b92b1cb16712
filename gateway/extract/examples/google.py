"""Examples in the formats of Google's APIs and of translators. Source: their references; what each format's own module says."""

from __future__ import annotations

from gateway.extract.examples.api import Example, Examples
from gateway.extract.examples.shapes import DOCX, as_json, base64_of, docx, files, form, picture

_SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt "


def gemini(text: str) -> tuple[Example, ...]:
    """Gemini API and Vertex AI."""

    def said(*parts: object, **more: object) -> dict[str, object]:
        return {"contents": [{"role": "user", "parts": [*parts]}], **more}

    call = {"functionResponse": {"name": "vyhledej", "response": {"vysledek": text}}}
    return (
        as_json("question", said({"text": text})),
        as_json("system instruction", said({"text": "Pokračuj."}, systemInstruction={"parts": [{"text": text}]})),
        as_json("names with underscores", said({"text": "Pokračuj."}, system_instruction={"parts": [{"text": text}]})),
        as_json("tool result", said(call)),
        as_json("document", said({"inlineData": {"mimeType": "text/plain", "data": base64_of(text)}})),
        as_json("picture", said({"inlineData": {"mimeType": "image/png", "data": base64_of(picture(text))}}), picture=True),
        as_json("recording", said({"inlineData": {"mimeType": "audio/wav", "data": base64_of(_SOUND)}}), sound=True),
        as_json("text to embed", {"content": {"parts": [{"text": text}]}}, paths="[eE]mbedContent"),
        as_json("batch", {"requests": [{"content": {"parts": [{"text": text}]}}]}, paths="[bB]atch"),
        as_json("instances", {"instances": [{"prompt": text}]}, paths=":predict"),
    )


def upload(text: str) -> tuple[Example, ...]:
    """Uploads to Google's APIs."""
    return (
        as_json("metadata", {"file": {"displayName": text}}),
        Example("text file", text.encode(), "text/plain"),
        Example("document", docx(text), DOCX),
    )


def cloud(text: str) -> tuple[Example, ...]:
    """Google Cloud Translation."""
    document = {"mimeType": "text/plain", "content": base64_of(text)}
    return (
        as_json("text", {"q": text, "contents": [text], "target": "en"}),
        form("field of a form", [("q", "Ahoj"), ("q", text), ("target", "en")], paths="/v2"),
        as_json("document", {"documentInputConfig": document, "targetLanguageCode": "en"}, paths=":translateDocument"),
    )


def deepl(text: str) -> tuple[Example, ...]:
    """DeepL's API."""
    return (
        as_json("text", {"text": [text], "target_lang": "EN"}),
        as_json("context", {"text": ["Ahoj"], "context": text, "target_lang": "EN"}),
        form("field of a form", [("text", text), ("target_lang", "EN")]),
        as_json("glossary", {"name": "a", "entries": f"Žadatel\t{text}", "entries_format": "tsv"}, paths="glossaries"),
    )


def deepl_document(text: str) -> tuple[Example, ...]:
    """DeepL's documents."""
    return files("file", text, {"target_lang": "EN"})


EXAMPLES: Examples = {
    "gemini": gemini,
    "google_upload": upload,
    "google_translate": cloud,
    "deepl": deepl,
    "deepl_document": deepl_document,
}

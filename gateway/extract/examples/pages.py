"""Examples as chat pages send them. Source: descriptions of the pages by others, as each format's own module names them."""

from __future__ import annotations

import json

from gateway.extract.examples.api import Example, Examples
from gateway.extract.examples.shapes import DOCX, as_json, base64_of, data_uri, docx, f_req, files, multipart

_ID = "6f9e4a1c-3b2d-4c5e-8f70-a1b2c3d4e5f6"


def chatgpt(text: str) -> tuple[Example, ...]:
    """ChatGPT's page."""

    def asked(*parts: object, **more: object) -> dict[str, object]:
        message = {"id": _ID, "author": {"role": "user"}, "content": {"content_type": "text", "parts": [*parts]}, **more}
        return {"action": "next", "messages": [message], "parent_message_id": _ID, "model": "auto"}

    partial = {"id": _ID, "author": {"role": "user"}, "content": {"content_type": "text", "parts": [text]}}
    return (
        as_json("question", asked(text)),
        as_json("part of a question", asked({"content_type": "text", "text": text})),
        as_json("name of an attachment", asked("Shrň to.", metadata={"attachments": [{"id": "file-a", "name": text, "size": 4}]})),
        as_json("question being typed", {"action": "next", "partial_query": partial}, paths="prepare"),
    )


def claude(text: str) -> tuple[Example, ...]:
    """Claude's page."""
    style = {"type": "custom", "name": "Úřední", "prompt": text}
    return (
        as_json("question", {"prompt": text, "parent_message_uuid": _ID, "attachments": [], "files": []}),
        as_json("pasted text", {"prompt": "Shrň to.", "attachments": [{"file_name": "paste.txt", "extracted_content": text}]}),
        as_json("style", {"prompt": "Shrň to.", "personalized_styles": [style]}),
        as_json("title", {"message_content": text, "recent_titles": []}, paths="/title"),
    )


def gemini(text: str) -> tuple[Example, ...]:
    """Gemini's page."""
    upload = [[[["/contrib_service/ttl_1d/a", 1], text]]]
    return (
        f_req("question", [None, json.dumps([[text, 0], ["cs"], ["", "", ""]])], paths="StreamGenerate"),
        f_req("name of an upload", [None, json.dumps([["Shrň to.", 0, None, upload], ["cs"], ["", "", ""]])], paths="StreamGenerate"),
        f_req("argument of a call", [[["MUAZcd", json.dumps([None, [["title"]], ["c_1", text]]), None, "generic"]]], paths="batchexecute"),
    )


def notebooklm(text: str) -> tuple[Example, ...]:
    """NotebookLM's page."""
    source = [[[None, ["Zápis", text], None, 2]], "a"]
    return (
        f_req("question", [None, json.dumps([[[["a"]]], text, None, [2]])], paths="GenerateFreeForm"),
        f_req("source", [[["izAoDd", json.dumps(source), None, "generic"]]], paths="batchexecute"),
        f_req("note", [[["cYAfTb", json.dumps(["a", "b", [[[text, "Poznámka"]]]]), None, "generic"]]], paths="batchexecute"),
    )


def google_translate(text: str) -> tuple[Example, ...]:
    """Google Translate's page."""
    return (f_req("text", [[["MkEWBc", json.dumps([[text, "cs", "en", True], [1]]), None, "generic"]]]),)


def le_chat(text: str) -> tuple[Example, ...]:
    """Le Chat's page."""
    return (
        as_json("question", {"chatId": _ID, "mode": "append", "messageInput": text, "messageFiles": []}, paths="/api/chat$"),
        as_json("parts of a question", {"chatId": _ID, "messageInput": [{"type": "text", "text": text}]}, paths="/api/chat$"),
        as_json("call in a batch", {"0": {"json": {"content": [{"type": "text", "text": text}], "files": []}}}, paths="trpc"),
    )


def perplexity(text: str) -> tuple[Example, ...]:
    """Perplexity's page."""
    return (
        as_json("question", {"query_str": text, "params": {"dsl_query": "x", "attachments": []}}),
        as_json("the question's copy", {"query_str": "x", "params": {"dsl_query": text, "attachments": []}}),
    )


def grok(text: str) -> tuple[Example, ...]:
    """Grok's page."""
    return (
        as_json("question", {"message": text, "fileAttachments": [], "imageAttachments": []}),
        as_json("own instructions", {"message": "Ahoj", "customPersonality": text}),
    )


def grok_upload(text: str) -> tuple[Example, ...]:
    """Grok's uploads."""
    return (
        as_json("text file", {"fileName": "a.txt", "fileMimeType": "text/plain", "content": base64_of(text)}),
        as_json("file name", {"fileName": text, "fileMimeType": "text/plain", "content": base64_of("Zápis")}),
    )


def deepl(text: str) -> tuple[Example, ...]:
    """DeepL's page and extension."""

    def call(method: str, params: object) -> dict[str, object]:
        return {"jsonrpc": "2.0", "method": method, "id": 1, "params": params}

    sentence = {"kind": "default", "sentences": [{"text": "Ahoj.", "id": 1}], "raw_en_context_before": [text], "raw_en_context_after": []}
    return (
        as_json("text", call("LMT_handle_texts", {"texts": [{"text": text}]}), paths="jsonrpc"),
        as_json("sentences around a text", call("LMT_handle_jobs", {"jobs": [sentence]}), paths="jsonrpc"),
        as_json("text of the extension", {"text": [text], "target_lang": "en"}, paths="translate"),
    )


def duck(text: str) -> tuple[Example, ...]:
    """Duck.ai's page."""
    return (as_json("question", {"model": "m", "messages": [{"role": "user", "content": text}]}),)


def uploads(text: str) -> tuple[Example, ...]:
    """Uploads of pages."""
    return (
        *files("file", text),
        as_json("what is said about a file", {"file_name": text, "file_size": 4, "use_case": "my_files"}),
        Example("bare file", docx(text), DOCX),
        Example("unknown bytes", b"\x00\x01\x02\x03" * 64, "application/octet-stream", opaque=True),
    )


def m365_upload(text: str) -> tuple[Example, ...]:
    """Microsoft 365 Copilot's uploads."""
    return (multipart("file", {"FileBase64": data_uri(text), "conversationId": _ID, "scenario": "UploadImage"}, {}),)


EXAMPLES: Examples = {
    "chatgpt_web": chatgpt,
    "claude_web": claude,
    "gemini_web": gemini,
    "notebooklm_web": notebooklm,
    "google_translate_web": google_translate,
    "le_chat_web": le_chat,
    "perplexity_web": perplexity,
    "grok_web": grok,
    "grok_web_upload": grok_upload,
    "deepl_web": deepl,
    "duck_ai_web": duck,
    "page_upload": uploads,
    "m365_copilot_upload": m365_upload,
}

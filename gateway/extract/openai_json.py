"""OpenAI's smaller JSON operations, and those of Mistral and compatible hosts with the same envelope: one request, no history.

Moderations (``input``), image generations (``prompt``), speech (``input``, ``instructions``), rerank and search (``query``,
``documents``), OCR (``document``: an address or a data: URI), batches, vector stores, uploads (their metadata), fine-tuning, metadata of
stored objects; Perplexity's deferred chats (``request``), whose answers are asked for later. Answers hold at most the prompt as the model
rewrote it (``revised_prompt``). Source: the API reference.
"""

from __future__ import annotations

from gateway.extract import tokens
from gateway.extract.answer_whole import WholeTexts
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.extract.place import name
from gateway.model import Speaker

_ID = "[A-Za-z0-9._-]+"
_SPEAKERS = dict.fromkeys(
    ("input", "prompt", "query", "request", "documents", "document", "items", "texts", "search_query"), Speaker.USER
) | {
    "instructions": Speaker.SYSTEM,
    "tools": Speaker.TOOL,
}

FORMAT = JsonApi(
    "openai_json",
    {
        "moderations": "(?:/chat)?/moderations",
        "classifications": "(?:/chat)?/classifications",
        "images.generations": "/images/generations",
        "audio.speech": "/audio/speech",
        "rerank": "/rerank",
        "ocr": "/ocr",
        "search": "/search",
        "batches": "/batches",
        "batch.jobs": "/batch/jobs",
        "vector_stores": f"/vector_stores(?:/{_ID}(?:/(?:search|files(?:/{_ID})?|file_batches))?)?",
        "uploads": f"/uploads(?:/{_ID}/complete)?",
        "fine_tuning": "/fine_tuning/jobs",
        "chat.completions.stored": f"/chat/completions/{_ID}",
        "conversations.stored": f"/conversations/{_ID}",
        "containers": "/containers",
        "chat.completions.async": "/async/chat/completions",
        "models.session": "/models/session",
        "agents": f"/agents(?:/{_ID})?",
        "libraries": f"/libraries(?:/{_ID})?",
    },
    Dialect(by_name(_SPEAKERS), check=tokens.refuse("input")),
    shape=lambda: WholeTexts(lambda place: name(place) == "revised_prompt"),
)

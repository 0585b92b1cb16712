"""Completions without messages: OpenAI's older ``POST /v1/completions``, Mistral's fill-in-the-middle, GitHub Copilot's inline suggestions.

Request: ``prompt`` (a string, several, or token ids: opaque), ``suffix``, ``user``; Copilot adds ``extra`` with the contents of open
files (``extra.context[]``) and their paths. Answers: ``choices[].text``, Mistral's as those of a chat. Source: the API reference,
"Completions"; mistralai ``client/fim.py``; the paths of Copilot are second-hand.
"""

from __future__ import annotations

from gateway.extract import tokens
from gateway.extract.api import WireFormat
from gateway.extract.json_api import Dialect, JsonApi, by_name
from gateway.extract.openai_chat_answer import OpenAIChatAnswer
from gateway.model import Speaker

_SPEAKERS = {"prompt": Speaker.USER, "suffix": Speaker.USER, "extra": Speaker.USER}

FORMAT: WireFormat = JsonApi(
    "openai_completions",
    {"completions": "(?<!/chat)(?<!/agents)/completions", "fim.completions": "/fim/completions"},
    Dialect(by_name(_SPEAKERS), check=tokens.refuse("prompt", "suffix")),
    shape=OpenAIChatAnswer,
)

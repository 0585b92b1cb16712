"""Calls the OpenAI SDK on behalf of the tests. Runs in an interpreter that has it, not in the gateway's.

Reads one JSON object a line on stdin: {"call": name, "text": prompt, ...}; writes one: {"ok": true, "text": ...} or
{"ok": false, "error": class, "status": n, "message": ...}. Where to and whom to trust come from the environment.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable
from typing import Any

from openai import APIStatusError, AzureOpenAI, OpenAI

type Task = dict[str, Any]

CLIENT = OpenAI(api_key="zkusebni-klic")
AZURE = AzureOpenAI(api_key="zkusebni-klic", azure_endpoint="https://urad.openai.azure.com", api_version="2024-10-21")
MODEL = "gpt-4o"


def response_items(task: Task) -> str:
    items = [
        {"role": "user", "content": [{"type": "input_text", "text": "Shrň výsledek."}]},
        {"type": "function_call", "call_id": "c", "name": "najdi", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c", "output": task["text"]},
    ]
    return CLIENT.responses.create(model=MODEL, input=items, instructions="Odpovídej česky.").output_text


def response_file(task: Task) -> str:
    data = "data:text/plain;base64," + base64.b64encode(task["text"].encode()).decode()
    part = {"type": "input_file", "filename": task.get("name", "priloha.txt"), "file_data": data}
    return CLIENT.responses.create(model=MODEL, input=[{"role": "user", "content": [part]}]).output_text


def embedded_tokens(task: Task) -> str:
    return str(len(CLIENT.embeddings.create(model="text-embedding-3-small", input=[task["tokens"]]).data))


def batch(task: Task) -> str:
    lines = CLIENT.files.create(file=("davka.jsonl", b'{"custom_id": "a"}\n'), purpose="batch").id if task.get("upload") else "file-1"
    made = CLIENT.batches.create(
        input_file_id=lines, endpoint="/v1/chat/completions", completion_window="24h", metadata={"popis": task["text"]}
    )
    return made.object


def conversation(task: Task) -> str:
    return CLIENT.conversations.create(items=[{"type": "message", "role": "user", "content": task["text"]}]).object


def thread_message(task: Task) -> str:
    return CLIENT.beta.threads.messages.create("thread_1", role="user", content=task["text"]).object


def vector_store(task: Task) -> str:
    return CLIENT.vector_stores.create(name=task["text"]).object


def upload(task: Task) -> str:
    return CLIENT.uploads.create(filename=task["text"], purpose="assistants", bytes=1, mime_type="text/plain").object


def delete_file(task: Task) -> str:
    return str(CLIENT.files.delete(task["id"]).deleted)


def cancel_response(task: Task) -> str:
    return CLIENT.responses.cancel(task["id"]).id


def azure_chat(task: Task) -> str:
    made = AZURE.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": task["text"]}])
    return str(made.choices[0].message.content)


def answer(task: Task) -> dict[str, Any]:
    """Makes one call and says how it went."""
    call: Callable[[Task], str] = globals()[task["call"]]
    try:
        return {"ok": True, "text": call(task)}
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises is the result
        status = error.status_code if isinstance(error, APIStatusError) else None
        code = getattr(error, "code", None)
        return {"ok": False, "error": type(error).__name__, "status": status, "code": code, "message": str(error)}


if __name__ == "__main__":
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(json.dumps(answer(json.loads(line)), ensure_ascii=False) + "\n")
            sys.stdout.flush()

"""Calls those operations of the OpenAI SDK whose history stays with the provider. Runs in an interpreter that has the SDK.

Reads one JSON object a line on stdin, writes one: {"ok": true, "text": …, "repeats": […], "id": …} or {"ok": false, "error": class}.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from typing import Any

from openai import OpenAI

type Task = dict[str, Any]

warnings.simplefilter("ignore", DeprecationWarning)
CLIENT = OpenAI(api_key="zkusebni-klic", max_retries=0)
TOOL = {
    "type": "function", "name": "najdi", "strict": False,
    "parameters": {"type": "object", "properties": {"koho": {"type": "string"}}},
}  # fmt: skip


def respond(task: Task) -> Task:
    asked: dict[str, Any] = {"model": "m", "input": task["text"]}
    asked |= {name: task[name] for name in ("previous_response_id", "conversation", "store") if name in task}
    asked |= {"tools": [TOOL]} if task.get("tool") else {}
    if not task.get("stream"):
        made = CLIENT.responses.create(**asked)
        return {"text": made.output_text, "repeats": [_arguments(made)], "id": made.id}
    text, repeats, arguments, last = "", [], "", None
    for event in CLIENT.responses.create(**asked, stream=True):
        match event.type:
            case "response.output_text.delta":
                text += event.delta
            case "response.output_text.done":
                repeats.append(event.text)
            case "response.content_part.done":
                repeats.append(event.part.text)
            case "response.function_call_arguments.delta":
                arguments += event.delta
            case "response.completed":
                repeats.append(event.response.output_text)
                last = event.response
            case _:
                pass
    if task.get("tool"):
        repeats += [json.loads(arguments)["koho"], _arguments(last)]
    return {"text": text, "repeats": repeats, "id": last.id}


def _arguments(response: Any) -> str:
    return next((json.loads(item.arguments)["koho"] for item in response.output if item.type == "function_call"), "")


def retrieve(task: Task) -> Task:
    return {"text": CLIENT.responses.retrieve(task["id"]).output_text}


def conversation(task: Task) -> Task:
    items = [{"type": "message", "role": "user", "content": task["text"]}] if task["text"] else []
    return {"id": CLIENT.conversations.create(items=items).id}


def items(task: Task) -> Task:
    return {"text": CLIENT.conversations.items.list(task["id"]).data[0].content[0].text}


def thread(task: Task) -> Task:
    made = CLIENT.beta.threads.create(messages=[{"role": "user", "content": task["text"]}])
    later = CLIENT.beta.threads.messages.create(made.id, role="user", content=task["later"])
    own = CLIENT.beta.assistants.create(model="m")
    with CLIENT.beta.threads.runs.stream(thread_id=made.id, assistant_id=own.id) as stream:
        text = "".join(stream.text_deltas)
    listed = CLIENT.beta.threads.messages.list(made.id).data[0].content[0].text.value
    return {"text": text, "repeats": [listed], "id": later.content[0].text.value}


def answer(task: Task) -> Task:
    """Makes one call and says how it went."""
    call: Callable[[Task], Task] = globals()[task["call"]]
    try:
        return {"ok": True, **call(task)}
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises is the result
        return {"ok": False, "error": type(error).__name__, "message": str(error)}


if __name__ == "__main__":
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(json.dumps(answer(json.loads(line)), ensure_ascii=False) + "\n")
            sys.stdout.flush()

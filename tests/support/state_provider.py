"""A provider that keeps histories as OpenAI does: responses that go on from one another, conversations and threads. Its model says all
tokens that it was ever told in the history at hand, so that a test sees which history that was, and what comes back for each.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gateway.demo.certificates import Authority, Contexts
from gateway.demo.traces import found
from support import upload_provider
from support.page_provider import as_json, events
from support.persons import BIRTH_NUMBER
from support.upload_provider import Answered, Got, UploadProvider

_TOKEN = re.compile(r"\[[A-Z_]+_[0-9]+\]")


@dataclass
class StateProvider(UploadProvider):
    """``histories``: what was said, by id."""

    histories: dict[str, list[str]] = field(default_factory=dict)
    made: int = 0

    def answer(self, got: Got) -> Answered:
        self.requests.append(got)
        body: dict[str, Any] = json.loads(got.body) if got.body else {}
        parts = got.path.removeprefix("/v1/").split("/")
        match got.method, parts:
            case "POST", ["responses"]:
                return self._respond(body)
            case "GET", ["responses", name]:
                return as_json(_response(name, self.histories[name][-1]))
            case "POST", ["conversations" | "threads" as kind]:
                name = self._new("conv" if kind == "conversations" else "thread")
                self.histories[name] = [got.body.decode()]
                return as_json({"id": name, "object": kind[:-1], "created_at": 1, "metadata": {}})
            case "GET", ["conversations", name, "items"]:
                return as_json(
                    {"object": "list", "data": [_message(self._said(name), "m")], "has_more": False, "first_id": "m", "last_id": "m"}
                )
            case "POST", ["assistants"]:
                return as_json({"id": "asst_1", "object": "assistant", "created_at": 1, "model": "m", "tools": []})
            case "POST", ["threads", name, "messages"]:
                self.histories[name].append(got.body.decode())
                return as_json(_thread_message(name, "user", json.loads(got.body)["content"]))
            case "POST", ["threads", name, "runs"]:
                run = {"id": "run_1", "object": "thread.run", "thread_id": name, "assistant_id": "asst_1", "created_at": 1}
                if not body.get("stream"):
                    return as_json({**run, "status": "completed"})
                delta = [
                    {"id": "msg_1", "object": "thread.message.delta", "delta": {"content": [{"index": 0, "type": "text", "text": text}]}}
                    for text in ({"value": piece, "annotations": []} for piece in _cut(self._said(name)))
                ]
                whole = {**_thread_message(name, "assistant", self._said(name)), "status": "completed"}
                empty = {**_thread_message(name, "assistant", ""), "status": "in_progress", "content": []}
                found = [
                    ("thread.run.created", {**run, "status": "queued"}),
                    ("thread.message.created", empty),
                    *(("thread.message.delta", one) for one in delta),
                ]
                ends = [("thread.message.completed", whole), ("thread.run.completed", {**run, "status": "completed"})]
                return events([*found, *ends, ("done", "[DONE]")])
            case "GET", ["threads", name, "messages"]:
                data = [_thread_message(name, "assistant", self._said(name))]
                return as_json({"object": "list", "data": data, "first_id": "msg_1", "last_id": "msg_1", "has_more": False})
            case _:
                return 404, {}, b"{}"

    def found_values(self) -> list[str]:
        """What of the tests' persons reached it, in any form."""
        everything = b"\n".join([*(got.body for got in self.requests), *(got.target.encode() for got in self.requests)])
        return sorted({value for value in (BIRTH_NUMBER, "Dvořák", "Svobod", "Procházk") if found([value], everything)})

    def _respond(self, body: dict[str, Any]) -> Answered:
        conversation = body.get("conversation")
        before = conversation["id"] if isinstance(conversation, dict) else conversation or body.get("previous_response_id")
        name = self._new("resp")
        history = [*(self.histories[before] if before else []), json.dumps(body["input"], ensure_ascii=False)]
        self.histories[name] = history
        if conversation:
            self.histories[before] = history
        said = self._said(name)
        history.append(said)
        whole = _response(name, said, tool=bool(body.get("tools")))
        return events(_streamed(whole)) if body.get("stream") else as_json(whole)

    def _said(self, name: str) -> str:
        return "Vím: " + " a ".join(dict.fromkeys(_TOKEN.findall("\n".join(self.histories[name])))) + "."

    def _new(self, kind: str) -> str:
        self.made += 1
        return f"{kind}_{self.made:048x}"


def _message(text: str, name: str = "msg_1") -> dict[str, Any]:
    part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    return {"id": name, "type": "message", "role": "assistant", "status": "completed", "content": [part]}


def _thread_message(thread: str, role: str, text: str) -> dict[str, Any]:
    return {
        "id": "msg_1", "object": "thread.message", "created_at": 1, "thread_id": thread, "role": role, "status": "completed",
        "content": [{"type": "text", "text": {"value": text, "annotations": []}}], "metadata": {},
    }  # fmt: skip


def _response(name: str, text: str, *, tool: bool = False) -> dict[str, Any]:
    arguments = json.dumps({"koho": text}, ensure_ascii=False)
    call = {"id": "fc_1", "type": "function_call", "call_id": "c1", "name": "najdi", "arguments": arguments, "status": "completed"}
    return {
        "id": name, "object": "response", "created_at": 1, "model": "m", "status": "completed", "parallel_tool_calls": True,
        "tool_choice": "auto", "tools": [], "output": [_message(text), *([call] if tool else [])],
    }  # fmt: skip


def _cut(text: str) -> list[str]:
    return [text[at : at + 5] for at in range(0, len(text), 5)]


def _streamed(whole: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events of a response as they come, each text repeated by what ends it."""

    def made() -> Iterator[dict[str, Any]]:
        yield {"type": "response.created", "response": {**whole, "status": "in_progress", "output": []}}
        for at, item in enumerate(whole["output"]):
            empty = {**item, "content": []} if item["type"] == "message" else {**item, "arguments": ""}
            yield {"type": "response.output_item.added", "output_index": at, "item": empty}
            where = {"item_id": item["id"], "output_index": at}
            if item["type"] == "message":
                part, inner = item["content"][0], {**where, "content_index": 0}
                yield {"type": "response.content_part.added", **inner, "part": {**part, "text": ""}}
                for piece in _cut(part["text"]):
                    yield {"type": "response.output_text.delta", **inner, "delta": piece, "logprobs": []}
                yield {"type": "response.output_text.done", **inner, "text": part["text"], "logprobs": []}
                yield {"type": "response.content_part.done", **inner, "part": part}
            else:
                for piece in _cut(item["arguments"]):
                    yield {"type": "response.function_call_arguments.delta", **where, "delta": piece}
                yield {"type": "response.function_call_arguments.done", **where, "arguments": item["arguments"], "name": item["name"]}
            yield {"type": "response.output_item.done", "output_index": at, "item": item}
        yield {"type": "response.completed", "response": whole}

    return ((str(event["type"]), event | {"sequence_number": number}) for number, event in enumerate(made()))


@contextmanager
def state_provider(folder: Path) -> Iterator[StateProvider]:
    """Runs one in threads."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = Authority()
    (folder / "ca.pem").write_bytes(authority.pem())
    server = upload_provider._Server(Contexts(authority, ("http/1.1",)))
    provider = StateProvider(server.server_address[1], folder / "ca.pem")
    server.provider = provider
    server.RequestHandlerClass = upload_provider._handler(provider)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)

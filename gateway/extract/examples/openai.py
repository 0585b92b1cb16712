"""Examples in OpenAI's formats. Source: the API reference; what each format's own module says of its shape."""

from __future__ import annotations

import json

from gateway.extract.examples.api import Example, Examples
from gateway.extract.examples.shapes import as_json, base64_of, data_uri, files, multipart, picture

_TOOL = {"name": "vyhledej", "parameters": {"type": "object", "properties": {"dotaz": {"type": "string"}}}}
_HEARD = {"format": "wav", "data": base64_of(b"RIFF\x24\x00\x00\x00WAVEfmt ")}
_SOUND = ("hlas.wav", "audio/wav", b"RIFF\x24\x00\x00\x00WAVEfmt ")


def _picture(text: str) -> dict[str, object]:
    return {"type": "image_url", "image_url": {"url": data_uri(picture(text), "image/png")}}


def chat(text: str) -> tuple[Example, ...]:
    """Chat Completions."""

    def messages(*found: object, **more: object) -> dict[str, object]:
        return {"model": "gpt-4o", "messages": [*found], **more}

    user = {"role": "user", "content": "Pokračuj."}
    call = {"id": "call_1", "type": "function", "function": {"name": "vyhledej", "arguments": json.dumps({"dotaz": text})}}
    return (
        as_json("question", messages({"role": "user", "content": text})),
        as_json("parts of a question", messages({"role": "user", "content": [{"type": "text", "text": text}]})),
        as_json("system message", messages({"role": "system", "content": text}, user)),
        as_json("earlier turn", messages({"role": "user", "content": "Ahoj"}, {"role": "assistant", "content": text}, user)),
        as_json("tool call", messages(user, {"role": "assistant", "content": None, "tool_calls": [call]})),
        as_json("tool result", messages(user, {"role": "tool", "tool_call_id": "call_1", "content": text})),
        as_json("tool description", messages(user, tools=[{"type": "function", "function": {**_TOOL, "description": text}}])),
        as_json(
            "document",
            messages({"role": "user", "content": [{"type": "file", "file": {"filename": "a.txt", "file_data": data_uri(text)}}]}),
        ),
        as_json("picture", messages({"role": "user", "content": [_picture(text)]}), picture=True),
        as_json("recording", messages({"role": "user", "content": [{"type": "input_audio", "input_audio": _HEARD}]}), sound=True),
        as_json("object key", messages(user, metadata={text: "1"})),
    )


def responses(text: str) -> tuple[Example, ...]:
    """Responses, Conversations and their items."""
    item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}
    file = {"type": "input_file", "filename": "a.txt", "file_data": data_uri(text)}
    return (
        as_json("question", {"model": "gpt-4o", "input": text}),
        as_json("item", {"model": "gpt-4o", "input": [item], "items": []}),
        as_json("instructions", {"model": "gpt-4o", "input": "Pokračuj.", "instructions": text}),
        as_json("prompt variable", {"model": "gpt-4o", "prompt": {"id": "pmpt_1", "variables": {"jmeno": text}}}),
        as_json("tool result", {"model": "gpt-4o", "input": [{"type": "function_call_output", "call_id": "c", "output": text}]}),
        as_json("document", {"model": "gpt-4o", "input": [{"role": "user", "content": [file]}]}),
    )


def completions(text: str) -> tuple[Example, ...]:
    """Older completions."""
    return (
        as_json("prompt", {"model": "m", "prompt": text}),
        as_json("suffix", {"model": "m", "prompt": "def f():", "suffix": text}),
        as_json("open file", {"model": "m", "prompt": "x", "extra": {"language": "python", "context": [text]}}),
        as_json("token ids", {"model": "m", "prompt": [9906, 1917, 11, 358]}, opaque=True),
    )


def embeddings(text: str) -> tuple[Example, ...]:
    """Embeddings."""
    return (
        as_json("text", {"model": "m", "input": text}),
        as_json("list of texts", {"model": "m", "input": ["Ahoj", text]}),
        as_json("token ids", {"model": "m", "input": [[9906, 1917, 11, 358]]}, opaque=True),
    )


def small(text: str) -> tuple[Example, ...]:
    """What has one request and no history."""
    return (
        as_json("text", {"model": "m", "input": text, "prompt": text, "query": text}),
        as_json("name or metadata", {"name": text, "metadata": {"poznamka": text}}),
        as_json("document", {"model": "m", "document": {"type": "document_url", "document_url": data_uri(text)}}, paths="/ocr$"),
    )


def assistants(text: str) -> tuple[Example, ...]:
    """Assistants, threads, runs."""
    return (
        as_json("instructions", {"model": "m", "instructions": text}),
        as_json("message", {"role": "user", "content": text, "messages": [{"role": "user", "content": [{"type": "text", "text": text}]}]}),
        as_json("tool result", {"tool_outputs": [{"tool_call_id": "c", "output": text}]}),
    )


def uploads(text: str) -> tuple[Example, ...]:
    """Files as forms, lines of JSON among them."""
    line = json.dumps({"custom_id": "1", "body": {"messages": [{"role": "user", "content": text}]}}, ensure_ascii=False)
    batch = multipart("lines of JSON", {"purpose": "batch"}, {"file": ("a.jsonl", "application/jsonl", line.encode() + b"\n")})
    return (*files("file", text, {"purpose": "user_data"}), batch)


def audio(text: str) -> tuple[Example, ...]:
    """Sound, and a form without any."""
    return (
        multipart("prompt beside an address", {"model": "m", "prompt": text, "file_url": "https://example.com/a"}, {}),
        multipart("recording", {"model": "m"}, {"file": _SOUND}, sound=True),
    )


def images(text: str) -> tuple[Example, ...]:
    """Edits of pictures."""
    return (
        multipart("prompt", {"model": "m", "prompt": text}, {}),
        as_json("prompt in JSON", {"model": "m", "prompt": text}),
        multipart("picture", {"prompt": "kočka"}, {"image": ("a.png", "image/png", picture(text))}, picture=True),
    )


def part(text: str) -> tuple[Example, ...]:
    """A piece of an upload: held until the whole is there, and opaque where nobody holds it."""
    return (multipart("piece of a file", {}, {"data": ("blob", "application/octet-stream", text.encode())}, opaque=True),)


EXAMPLES: Examples = {
    "openai_chat": chat,
    "openai_responses": responses,
    "openai_completions": completions,
    "openai_embeddings": embeddings,
    "openai_json": small,
    "openai_assistants": assistants,
    "openai_files": uploads,
    "openai_audio": audio,
    "openai_images": images,
    "openai_upload_part": part,
}

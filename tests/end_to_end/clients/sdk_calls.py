"""Calls SDKs on behalf of the tests. Runs in an interpreter that has them, not in the gateway's.

Reads one JSON object a line on stdin: {"call": name, "text": prompt, ...}; writes one: {"ok": true, "text": ...} or
{"ok": false, "error": class, "module": ..., "status": n, "message": ...}. Where to and whom to trust come from the environment, as they
would for anyone: HTTPS_PROXY, SSL_CERT_FILE, REQUESTS_CA_BUNDLE.
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

type Task = dict[str, Any]

KEY = "zkusebni-klic"
OLLAMA = "https://ollama.com"


@functools.cache
def _google() -> Any:
    """One client for all calls: it closes its connections when nobody holds it any more."""
    from google import genai

    return genai.Client(api_key=KEY)


def google_generate(task: Task) -> str:
    client = _google()
    config = {key: task[key] for key in ("system_instruction", "tools") if key in task}
    if task.get("stream"):
        parts = client.models.generate_content_stream(model="gemini-2.5-flash", contents=task["text"], config=config or None)
        return "".join(part.text or "" for part in parts)
    return str(client.models.generate_content(model="gemini-2.5-flash", contents=task["text"], config=config or None).text)


def google_async(task: Task) -> str:
    async def run() -> str:
        client = _google().aio
        if task.get("stream"):
            stream = await client.models.generate_content_stream(model="gemini-2.5-flash", contents=task["text"])
            return "".join([part.text or "" async for part in stream])
        return str((await client.models.generate_content(model="gemini-2.5-flash", contents=task["text"])).text)

    return asyncio.run(run())


def google_tool(task: Task) -> str:
    declaration = {
        "name": "najdi",
        "description": task["text"],
        "parameters": {"type": "OBJECT", "properties": {"dotaz": {"type": "STRING"}}},
    }
    config = {"tools": [{"function_declarations": [declaration]}]}
    answer = _google().models.generate_content(model="gemini-2.5-flash", contents="Kdy je otevřeno?", config=config)
    return json.dumps(answer.function_calls[0].args, ensure_ascii=False)


def google_inline(task: Task) -> str:
    from google.genai import types

    part = types.Part.from_bytes(data=task["text"].encode(), mime_type="text/plain")
    return str(_google().models.generate_content(model="gemini-2.5-flash", contents=["Shrň přílohu.", part]).text)


def google_count(task: Task) -> str:
    return str(_google().models.count_tokens(model="gemini-2.5-flash", contents=task["text"]).total_tokens)


def google_embed(task: Task) -> str:
    answer = _google().models.embed_content(model="gemini-embedding-001", contents=["Čistý text.", task["text"]])
    return str(len(answer.embeddings))


def google_cache(task: Task) -> str:
    config = {"contents": task["text"], "system_instruction": "Odpovídej česky.", "ttl": "60s"}
    return str(_google().caches.create(model="gemini-2.5-flash", config=config).name)


def google_upload(task: Task) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "priloha.txt"
        path.write_text(task["text"], encoding="utf-8")
        return str(_google().files.upload(file=path, config={"display_name": task.get("name", "příloha")}).state)


def google_batch_file(task: Task) -> str:
    asked = ({"parts": [{"text": text}], "role": "user"} for text in ("Dobrý den.", task["text"]))
    lines = [{"key": str(at), "request": {"contents": [one], **(task.get("names", {}) if at else {})}} for at, one in enumerate(asked)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "davka.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return str(_google().files.upload(file=path, config={"mime_type": "jsonl"}).state)


def google_chat(task: Task) -> str:
    chat = _google().chats.create(model="gemini-2.5-flash")
    chat.send_message("Dobrý den.")
    return str(chat.send_message(task["text"]).text)


def vertex_generate(task: Task) -> str:
    from google import genai
    from google.oauth2.credentials import Credentials

    client = genai.Client(vertexai=True, project="urad", location="europe-west4", credentials=Credentials(KEY))
    return str(client.models.generate_content(model="gemini-2.5-flash", contents=task["text"]).text)


def vertex_claude(task: Task) -> str:
    from anthropic import AnthropicVertex

    client = AnthropicVertex(project_id="urad", region="europe-west4", access_token=KEY)
    body = {"model": "claude-sonnet-4-5@20250929", "max_tokens": 64, "messages": _messages(task)}
    if task.get("stream"):
        events = client.messages.create(**body, stream=True)
        return "".join(event.delta.text for event in events if event.type == "content_block_delta")
    return str(client.messages.create(**body).content[0].text)


def anthropic_batch(task: Task) -> str:
    from anthropic import Anthropic

    params = {"model": "claude-sonnet-4-5", "max_tokens": 64}
    texts = ["Čistý text.", task["text"]]
    requests = [
        {"custom_id": str(n), "params": {**params, "messages": [{"role": "user", "content": text}]}} for n, text in enumerate(texts)
    ]
    return str(Anthropic(api_key=KEY).messages.batches.create(requests=requests).id)


def anthropic_file(task: Task) -> str:
    from anthropic import Anthropic

    file = (task.get("name", "priloha.txt"), task["text"].encode(), "text/plain")
    return str(Anthropic(api_key=KEY).beta.files.upload(file=file).id)


def anthropic_complete(task: Task) -> str:
    from anthropic import Anthropic

    prompt = f"\n\nHuman: {task['text']}\n\nAssistant:"
    body = {"model": "claude-2", "max_tokens_to_sample": 64, "prompt": prompt}
    return str(Anthropic(api_key=KEY).post("/v1/complete", body=body, cast_to=object)["completion"])


def _deepl() -> Any:
    import deepl

    return deepl.DeepLClient(KEY, verify_ssl=os.environ["SSL_CERT_FILE"])  # its requests go by no environment but the proxy's


def deepl_translate(task: Task) -> str:
    return "".join(one.text for one in _deepl().translate_text([task["text"]], target_lang="EN-GB"))


def deepl_rephrase(task: Task) -> str:
    return str(_deepl().rephrase_text(task["text"], target_lang="EN-US").text)


def deepl_glossary(task: Task) -> str:
    from deepl import api_data

    dictionary = api_data.MultilingualGlossaryDictionaryEntries("cs", "en", {task["text"]: "term"})
    return str(_deepl().create_multilingual_glossary("Názvy", [dictionary]).glossary_id)


def deepl_document(task: Task) -> str:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / task.get("name", "priloha.txt"), Path(folder) / "out.txt"
        source.write_text(task["text"], encoding="utf-8")
        _deepl().translate_document_from_filepath(source, target, target_lang="EN-GB")
        return target.read_text(encoding="utf-8")


def mcp_call(task: Task) -> str:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def run() -> str:
        async with streamable_http_client("https://mcp.deepwiki.com/mcp") as streams, ClientSession(*streams[:2]) as session:
            await session.initialize()
            await session.list_tools()
            answer = await session.call_tool("najdi", {"dotaz": task["text"]})
            return str(answer.content[0].text)

    return asyncio.run(run())


def _messages(task: Task) -> list[dict[str, str]]:
    return [{"role": "user", "content": task["text"]}]


def mistral_chat(task: Task) -> str:
    from mistralai.client import Mistral

    with Mistral(api_key=KEY) as client:
        if task.get("stream"):
            with client.chat.stream(model="mistral-small-latest", messages=_messages(task)) as events:
                return "".join(str(event.data.choices[0].delta.content or "") for event in events)
        return str(client.chat.complete(model="mistral-small-latest", messages=_messages(task)).choices[0].message.content)


def cohere_chat(task: Task) -> str:
    import cohere

    client = cohere.ClientV2(api_key=KEY)
    if task.get("stream"):
        events = client.chat_stream(model="command-a-03-2025", messages=_messages(task))
        return "".join(event.delta.message.content.text for event in events if event.type == "content-delta")
    return str(client.chat(model="command-a-03-2025", messages=_messages(task)).message.content[0].text)


def cohere_embed(task: Task) -> str:
    import cohere

    options = {"input_type": "search_document", "embedding_types": ["float"]}
    return str(
        len(cohere.ClientV2(api_key=KEY).embed(model="embed-v4.0", texts=["Čistý text.", task["text"]], **options).embeddings.float_)
    )


def ollama_chat(task: Task) -> str:
    import ollama

    client = ollama.Client(host=OLLAMA)
    if task.get("stream"):
        return "".join(part.message.content or "" for part in client.chat(model="llama3", messages=_messages(task), stream=True))
    return str(client.chat(model="llama3", messages=_messages(task)).message.content)


def ollama_generate(task: Task) -> str:
    import ollama

    return str(ollama.Client(host=OLLAMA).generate(model="llama3", prompt=task["text"], system="Odpovídej česky.").response)


def hugging_face_chat(task: Task) -> str:
    from huggingface_hub import InferenceClient

    client = InferenceClient(base_url="https://router.huggingface.co/v1", api_key=KEY)
    if task.get("stream"):
        stream = client.chat.completions.create(model="meta-llama/Llama-3.3-70B-Instruct", messages=_messages(task), stream=True)
        return "".join(chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices)
    answer = client.chat.completions.create(model="meta-llama/Llama-3.3-70B-Instruct", messages=_messages(task))
    return str(answer.choices[0].message.content)


def hugging_face_task(task: Task) -> str:
    from huggingface_hub import InferenceClient

    address = "https://router.huggingface.co/hf-inference/models/facebook/bart-large-cnn"
    return str(InferenceClient(model=address, api_key=KEY).summarization(task["text"]).summary_text)


def mistral_embed(task: Task) -> str:
    from mistralai.client import Mistral

    with Mistral(api_key=KEY) as client:
        return str(len(client.embeddings.create(model="mistral-embed", inputs=["Čistý text.", task["text"]]).data))


def mistral_file(task: Task) -> str:
    from mistralai.client import Mistral

    with Mistral(api_key=KEY) as client:
        body = {"messages": _messages(task), **task.get("names", {})}
        content = json.dumps({"custom_id": "1", "body": body}, ensure_ascii=False).encode()
        return str(client.files.upload(file={"file_name": task.get("name", "davka.txt"), "content": content}, purpose="batch").id)


def ollama_embed(task: Task) -> str:
    import ollama

    return str(len(ollama.Client(host=OLLAMA).embed(model="nomic-embed-text", input=task["text"]).embeddings))


def _openai() -> Any:
    from openai import OpenAI

    return OpenAI(api_key=KEY)


def openai_responses(task: Task) -> str:
    body = {"model": "gpt-4o", "input": task["text"], "instructions": "Odpovídej česky."}
    if task.get("stream"):
        events = _openai().responses.create(**body, stream=True)
        return "".join(event.delta for event in events if event.type == "response.output_text.delta")
    return str(_openai().responses.create(**body).output_text)


def openai_embeddings(task: Task) -> str:
    return str(len(_openai().embeddings.create(model="text-embedding-3-small", input=["Čistý text.", task["text"]]).data))


def openai_completions(task: Task) -> str:
    return str(_openai().completions.create(model="gpt-3.5-turbo-instruct", prompt=task["text"]).choices[0].text)


def openai_moderations(task: Task) -> str:
    return str(_openai().moderations.create(input=task["text"]).results[0].flagged)


def openai_image(task: Task) -> str:
    return str(_openai().images.generate(model="gpt-image-1", prompt=task["text"]).data[0].b64_json)


def openai_file(task: Task) -> str:
    file = (task.get("name", "priloha.txt"), task["text"].encode())
    return str(_openai().files.create(file=file, purpose="assistants").id)


def openai_batch_file(task: Task) -> str:
    body = {"model": "gpt-4o", "messages": _messages(task), **task.get("names", {})}
    line = json.dumps({"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": body})
    return str(_openai().files.create(file=("davka.jsonl", f"{line}\n".encode()), purpose="batch").id)


def openai_thread(task: Task) -> str:
    return str(_openai().beta.threads.create(messages=_messages(task)).id)


def openai_speech(task: Task) -> str:
    return str(len(_openai().audio.speech.create(model="tts-1", voice="alloy", input=task["text"]).content))


def openai_transcription(task: Task) -> str:
    file = ("zaznam.wav", b"RIFF\x24\0\0\0WAVEfmt " + bytes(28))
    return str(_openai().audio.transcriptions.create(model="whisper-1", file=file, prompt=task["text"]).text)


def _refusal(error: BaseException) -> dict[str, Any]:
    while isinstance(error, BaseExceptionGroup):  # task groups of asyncio wrap what was raised in them
        error = error.exceptions[0]
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(error, "http_status_code", None) or getattr(error, "code", None)
    status = status if isinstance(status, int) else getattr(response, "status_code", None)
    told = [str(error), *(str(getattr(error, name, "")) for name in ("body", "details", "server_message"))]
    return {"ok": False, "error": type(error).__name__, "module": type(error).__module__, "status": status, "message": "\n".join(told)}


def answer(task: Task) -> dict[str, Any]:
    """Makes one call and says how it went."""
    call: Callable[[Task], str] = globals()[task["call"]]
    try:
        return {"ok": True, "text": call(task)}
    except Exception as error:  # noqa: BLE001 - whatever an SDK raises is the result
        return _refusal(error)


if __name__ == "__main__":
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(json.dumps(answer(json.loads(line)), ensure_ascii=False) + "\n")
            sys.stdout.flush()

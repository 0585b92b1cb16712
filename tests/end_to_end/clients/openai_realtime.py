"""OpenAI's SDK on a Realtime connection, asynchronous and not. Runs where it is installed.

argv: "async" or "sync". stdin: a list of steps ["item", text] | ["instructions", text] | ["audio", base64] | ["response"].
stdout: for each step the event that answered it (of a response its text); where to and whom to trust comes from the environment.
"""

import asyncio
import json
import sys

from openai import AsyncOpenAI, OpenAI

MODEL = "gpt-realtime"
KEY = "sk-test-only"


def event(step):
    kind, *rest = step
    if kind == "item":
        item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": rest[0]}]}
        return {"type": "conversation.item.create", "item": item}
    if kind == "instructions":
        return {"type": "session.update", "session": {"type": "realtime", "instructions": rest[0]}}
    if kind == "audio":
        return {"type": "input_audio_buffer.append", "audio": rest[0]}
    return {"type": "response.create"}


def note(found, answer):
    """Adds what an event says; whether the step is answered."""
    if answer.type == "error":
        found.append({"error": answer.error.code, "message": answer.error.message, "kind": answer.error.type})
        return True
    if answer.type == "response.output_text.delta":
        if "text" not in found[-1]:
            found.append({"text": ""})
        found[-1]["text"] += answer.delta
        return False
    if answer.type == "response.output_text.done":
        found[-1]["whole"] = answer.text
        return False
    if answer.type == "response.done":
        return True
    found.append({"type": answer.type})
    return True


async def asynchronous(steps):
    found = []
    async with AsyncOpenAI(api_key=KEY).realtime.connect(model=MODEL) as connection:
        for step in steps:
            await connection.send(event(step))
            while not note(found, await connection.recv()):
                pass
    return found


def synchronous(steps):
    found = []
    with OpenAI(api_key=KEY).realtime.connect(model=MODEL) as connection:
        for step in steps:
            connection.send(event(step))
            while not note(found, connection.recv()):
                pass
    return found


steps = json.load(sys.stdin)
json.dump(asyncio.run(asynchronous(steps)) if sys.argv[1] == "async" else synchronous(steps), sys.stdout)

"""Examples of WebSockets' messages. Source: what each format's own module says of its shape."""

from __future__ import annotations

import json

from gateway.extract.examples.api import Example, Examples

_SOUND = "UklGRiQAAABXQVZFZm10IA=="


def _message(carrier: str, value: object, end: str = "", *, opaque: bool = False) -> Example:
    return Example(carrier, (json.dumps(value, ensure_ascii=False) + end).encode(), "", opaque=opaque)


def copilot(text: str) -> tuple[Example, ...]:
    """Microsoft Copilot's page."""
    own = {"event": "send", "conversationId": "bQ7dT2vKxW9mZ4pLr8sJn", "mode": "chat"}
    return (
        _message("question", {**own, "content": [{"type": "text", "text": text}]}),
        _message("any leaf", {"event": "setOptions", "supportedCards": [text]}),
        Example("sound", b"\x00\x01" * 64, "", opaque=True, is_text=False),
    )


def gemini_live(text: str) -> tuple[Example, ...]:
    """Gemini's live API."""
    return (
        _message("setup", {"setup": {"model": "m", "systemInstruction": {"parts": [{"text": text}]}}}),
        _message("turn", {"clientContent": {"turns": [{"role": "user", "parts": [{"text": text}]}], "turnComplete": True}}),
        _message("tool result", {"toolResponse": {"functionResponses": [{"id": "1", "response": {"vysledek": text}}]}}),
        _message("sound", {"realtimeInput": {"audio": {"mimeType": "audio/pcm", "data": _SOUND}}}, opaque=True),
    )


def m365(text: str) -> tuple[Example, ...]:
    """Microsoft 365 Copilot."""
    argument = {"message": {"text": text, "author": "user", "inputMethod": "Keyboard"}}
    return (_message("question", {"type": 4, "invocationId": "0", "target": "chat", "arguments": [argument]}, "\x1e"),)


def realtime(text: str) -> tuple[Example, ...]:
    """OpenAI Realtime."""
    item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}
    return (
        _message("item", {"type": "conversation.item.create", "item": item}),
        _message("instructions", {"type": "session.update", "session": {"instructions": text}}),
        _message("instructions of an answer", {"type": "response.create", "response": {"instructions": text}}),
        _message("sound", {"type": "input_audio_buffer.append", "audio": _SOUND}, opaque=True),
    )


EXAMPLES: Examples = {"copilot_web": copilot, "gemini_live": gemini_live, "m365_copilot": m365, "openai_realtime": realtime}

"""What restoring an answer costs: microseconds for each chunk of a streamed answer, beside the same stream read and not changed."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from bench.report import Target
from gateway.act.restore import Restorer
from gateway.act.tokens import Token
from gateway.extract.api import AnswerStream
from gateway.extract.registry import formats

CHUNKS = 2_000
MOST_MS = 0.1
"""Median added to a chunk, in milliseconds (issue 5)."""

VALUES = {Token("OSOBA", number): "Karel Dvořák" for number in range(1, 200)} | {Token("RODNE_CISLO", 1): "715319/2743"}
WORDS = ("Dobrý", " den,", " pane", " [OSO", "BA_1]", ",", " číslo", " [RODNE", "_CISLO_1", "]", " platí", ".")


def _openai(text: str) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
    return (
        b"data: " + json.dumps({"id": "c", "object": "chat.completion.chunk", "choices": [choice]}, ensure_ascii=False).encode() + b"\n\n"
    )


def _anthropic(text: str) -> bytes:
    event = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}}
    return b"event: content_block_delta\ndata: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"


def _chatgpt(text: str) -> bytes:
    return b"event: delta\ndata: " + json.dumps({"v": text}, ensure_ascii=False).encode() + b"\n\n"


SHAPES: dict[str, Callable[[str], bytes]] = {"openai_chat": _openai, "anthropic_messages": _anthropic, "chatgpt_web": _chatgpt}


def _microseconds(stream: AnswerStream, chunks: list[bytes]) -> list[float]:
    spent = []
    for chunk in chunks:
        start = time.perf_counter_ns()
        stream.feed(chunk)
        spent.append((time.perf_counter_ns() - start) / 1000)
    return spent


def rows() -> list[Target]:
    """Prints a row for each shape; the target that must be met."""
    print(f"Restoring: {CHUNKS} chunks of a word, {len(VALUES)} values in the table; microseconds a chunk")
    print(f"{'format':<20}{'median':>9}{'p99':>9}")
    worst = 0.0
    for name, written in SHAPES.items():
        chunks = [written(WORDS[at % len(WORDS)]) for at in range(CHUNKS)]
        spent = sorted(_microseconds(formats()[name].answer_stream("text/event-stream", Restorer(VALUES)), chunks))
        middle = statistics.median(spent)
        worst = max(worst, middle)
        print(f"{name:<20}{middle:>9.1f}{spent[len(spent) * 99 // 100]:>9.1f}")
    return [Target("restoring: median added to a chunk", worst / 1000, MOST_MS, at_least=False, unit="ms")]

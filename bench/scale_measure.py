"""What one request costs a node: processor time of all its processes, over requests, for prompts of three lengths; and its memory."""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import scale, subjects
from bench.report import Target

MIX = {200: 50, 2_000: 40, 20_000: 10}
"""Characters of a prompt, and the per cent of prompts that are so long. An assumption: a question, a pasted letter, a long paper."""

WINDOWS = 8
TICKS = os.sysconf("SC_CLK_TCK")


def report(arguments: argparse.Namespace) -> list[Target]:
    """Measures and prints; there is nothing that must be reached."""
    with TemporaryDirectory(prefix="celnice-scale-") as temporary, ExitStack() as stack:
        folder = Path(temporary)
        provider = stack.enter_context(subjects.provider(folder / "provider"))
        gate = stack.enter_context(subjects.gateway(folder / "gateway", provider, 1))
        client = stack.enter_context(subjects.load())
        by_length = {length: _cost(client, gate, length, arguments.seconds) for length in MIX}
        memory = sum(subjects.memory(gate.process).values()) / 1e6
    samples = tuple(value for length, share in MIX.items() for value in by_length[length] for _ in range(share))
    cost = scale.Cost(samples, memory)
    print("Measured: processor time of one new prompt in all processes of the node, milliseconds")
    for length, values in by_length.items():
        print(f"  {length:>6} characters: {min(values) * 1000:.1f} to {max(values) * 1000:.1f}")
    print(f"  mean of the mix {MIX}: {cost.text * 1000:.1f}; with connections and files {cost.mean * 1000:.1f}; memory {memory:.0f} MB\n")
    print("Modelled and simulated:\n")
    print(scale.table(cost))
    return []


def _cost(client: subjects.Load, gate: subjects.Subject, length: int, seconds: float) -> list[float]:
    """Seconds of processor a request, one value a window; the first window warms up."""
    found = []
    for _ in range(WINDOWS + 1):
        before = used(gate.process)
        done = client.measure(gate, concurrency=2, seconds=seconds, length=length, fresh=True)
        found.append((used(gate.process) - before) / max(1, int(done["requests"])))
    return found[1:]


def used(pid: int) -> float:
    """Seconds of processor of a process and all that descend from it."""
    total = 0
    for each in subjects.memory(pid):
        with suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / TICKS

"""One gateway, one provider and one load client for the rows about verdicts, open streams and the soak."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import held, soak, subjects, verdicts
from bench.report import Target

type Keep = Callable[[str, Callable[[], list[Target]]], list[Target]]
"""Runs a part under its name (:meth:`bench.written.Pages.keep`)."""


def report(arguments: argparse.Namespace, keep: Keep) -> list[Target]:
    """Measures what was asked for, prints it, and gives the targets beside what was reached."""
    what = {arguments.what} if arguments.what != "all" else {"verdicts", "held", "soak"}
    targets: list[Target] = []
    with TemporaryDirectory(prefix="celnice-bench-") as temporary, ExitStack() as stack:
        folder = Path(temporary)
        direct = stack.enter_context(subjects.provider(folder / "provider"))
        gate, pseudonymising = stack.enter_context(verdicts.gates(folder / "gateway", direct, arguments.workers))
        client = stack.enter_context(subjects.load())

        def judged() -> list[Target]:
            bare = stack.enter_context(subjects.mitmproxy(folder / "mitmproxy", direct))
            found = verdicts.measure(client, [direct, bare, gate, pseudonymising], arguments.rounds, arguments.seconds)
            print("\nVerdicts, 2,000 characters: requests/s, their ratio to bare mitmproxy, milliseconds added to the direct way")
            print(verdicts.table(found))
            return []

        def opened() -> list[Target]:
            streams = held.measure(gate, arguments.streams)
            print(f"\n{streams.line()}")
            return [streams.target()]

        def long() -> list[Target]:
            soaked = soak.measure(client, gate, arguments.minutes * 60)
            print(f"\n{soaked.line()}")
            return soaked.targets()

        for name, part in (("verdicts", judged), ("held", opened), ("soak", long)):
            targets += keep(name, part) if name in what else []
    return targets

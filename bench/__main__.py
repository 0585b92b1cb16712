"""``python -m bench [gateway|verdicts|held|soak|peers|detectors|events|restoring|pages|scale]``: what the product costs beside others."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.written import Pages


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description="What the gateway and its detectors cost, beside others, in one run.")
    parts = ("all", "gateway", "verdicts", "held", "soak", "peers", "detectors", "events", "restoring", "pages", "scale")
    parser.add_argument("what", nargs="?", choices=parts, default="all", help="only this part (default all)")
    parser.add_argument("--rounds", type=int, default=9, help="interleaved rounds; medians are printed (default 9)")
    parser.add_argument("--seconds", type=float, default=0.7, help="gateway: length of one measurement (default 0.7)")
    parser.add_argument("--workers", type=int, default=1, help="gateway: its proxy processes (default 1, as bare mitmproxy has)")
    parser.add_argument("--megabytes", type=float, default=0.1, help="detectors: length of adversarial texts (default 0.1)")
    parser.add_argument("--streams", type=int, default=1000, help="held: open streams (default 1,000)")
    parser.add_argument("--prompts", type=int, default=300, help="peers: Czech prompts (default 300)")
    parser.add_argument("--minutes", type=float, default=10, help="soak: its length (default 10)")
    parser.add_argument("--peers", type=Path, help="detectors: a Python with Presidio and cs_core_news_sm (default: .venv-peers)")
    parser.add_argument(
        "--write", action="store_true", help="put what is measured into its sections of docs/performance.md and docs/scale.md"
    )
    parser.add_argument("--check", action="store_true", help="end 1 when a target is not met")
    return parser


def main() -> int:
    """Measures and prints; with ``--check`` ends 1 when a target that must be met is not."""
    arguments = _parser().parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores\n")
    page = Pages(Path.cwd() / "docs", arguments)
    targets = []
    if arguments.what in {"all", "gateway"}:
        from bench import gateway  # noqa: PLC0415  each part loads what it measures

        targets += page.keep("gateway", lambda: gateway.report(arguments))
    if arguments.what in {"all", "verdicts", "held", "soak"}:
        from bench import running  # noqa: PLC0415

        targets += running.report(arguments, page.keep)
    if arguments.what in {"all", "peers"}:
        from bench import peers  # noqa: PLC0415

        with TemporaryDirectory(prefix="celnice-bench-") as temporary:
            here = Path.cwd()
            python = arguments.peers or here / ".venv-peers" / "bin" / "python"
            targets += page.keep("peers", lambda: peers.report(Path(temporary), here, python, arguments.prompts))
    if arguments.what in {"all", "detectors"}:
        from bench import detectors  # noqa: PLC0415

        targets += page.keep("detectors", lambda: detectors.report(arguments))
    if arguments.what in {"all", "events"}:
        from bench import events  # noqa: PLC0415

        targets += page.keep("events", events.rows)
    if arguments.what in {"all", "restoring"}:
        from bench import restoring  # noqa: PLC0415

        targets += page.keep("restoring", restoring.rows)
    if arguments.what in {"all", "pages"}:
        from bench import pages  # noqa: PLC0415

        targets += page.keep("pages", pages.report)
    if arguments.what in {"all", "scale"}:
        from bench import scale_measure  # noqa: PLC0415

        targets += page.keep("scale", lambda: scale_measure.report(arguments))
    print("\nTargets (docs: performance)")
    print("\n".join(target.line() for target in targets))
    return int(arguments.check and not all(target.met for target in targets))


if __name__ == "__main__":
    sys.exit(main())

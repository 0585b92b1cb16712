"""``celnice doctor``: looks at everything that a node needs, and says what to do about what is not well."""

from __future__ import annotations

import argparse
import json
import sys

from gateway.errors import UserError
from gateway.settings import Settings

HELP = "check ports, certificates, clock, disk, store, directory, providers, and say what to do"

MARKS = ("ok", "warning", "FAULT")


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds its options."""
    parser.add_argument("--json", action="store_true", help="one JSON object: the worst state, and every result")
    parser.add_argument("--offline", action="store_true", help="ask no other machine")
    parser.add_argument("--only", action="append", default=[], metavar="CHECK", help="only this check (repeatable)")
    parser.add_argument("--quiet", action="store_true", help="only what is not well")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 all is well; 1 there are warnings; 2 there are faults, or it could not be checked. Monitoring plug-ins count in the same way."""
    from gateway.doctor.around import Around  # noqa: PLC0415  # loads what the other verbs do not need
    from gateway.doctor.examination import examine, worst  # noqa: PLC0415
    from gateway.doctor.registry import every  # noqa: PLC0415

    names = [check.name for check in every()]
    if unknown := [name for name in arguments.only if name not in names]:
        raise UserError(f"there is no check {unknown[0]}; there are: {', '.join(names)}")
    chosen = [check for check in every() if not arguments.only or check.name in arguments.only]
    around = Around(settings, offline=arguments.offline)
    results = []
    for check, result in examine(around, chosen):
        results.append((check, result))
        if arguments.json or (arguments.quiet and not result.state):
            continue
        print(f"{MARKS[result.state]:8} {check.name:10} {result.what}")
        if result.todo:
            print(f"{'':8} {'':10} → {result.todo}")
        sys.stdout.flush()
    state = worst([result for _, result in results])
    if arguments.json:
        rows = [{"check": check.name, "state": one.state.name.lower(), "what": one.what, "todo": one.todo} for check, one in results]
        print(
            json.dumps({"state": state.name.lower(), "at": around.now().isoformat(timespec="seconds"), "results": rows}, ensure_ascii=False)
        )
    return int(state)

"""``celnice demo``: a dozen Czech prompts from real clients through a real gateway to a stand-in provider, and what became of each."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.demo import processes
from gateway.demo.processes import Ports, StartError
from gateway.demo.prompts import PROMPTS
from gateway.demo.run import Demo, Report
from gateway.demo.table import render
from gateway.errors import UserError
from gateway.free_ports import free_ports
from gateway.settings import Settings

HELP = "try the whole way of a prompt against a local stand-in provider; 0 when nothing planted came through"
DEFAULT_CLIENTS = Path(".venv-clients/bin/python")


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds ``--clients`` and ``--keep``."""
    parser.add_argument(
        "--clients",
        type=Path,
        metavar="PYTHON",
        help=f"interpreter that has the openai and anthropic packages (default: {DEFAULT_CLIENTS} when it exists; without it curl only)",
    )
    parser.add_argument("--keep", action="store_true", help="keep the demo's folder (settings, data, logs) and say where it is")


def run(arguments: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001  # the demo has settings of its own
    """Runs the demo; 0 when every prompt went as it should, else 1. Raises UserError when it cannot be run."""
    if shutil.which("curl") is None:
        raise UserError("curl is not installed, and it is one of the demo's clients; install it (apt-get install curl)")
    clients = _clients(arguments.clients)
    print("Celnice: ukázka s místním poskytovatelem na zkoušku / demo with a local stand-in provider")
    if clients is None:
        print("Bez balíčků openai a anthropic: všechny dotazy posílá curl / no openai and anthropic packages: curl sends every prompt")
    with TemporaryDirectory(prefix="celnice-demo-", delete=not arguments.keep) as temporary:
        folder = Path(temporary)
        report = _demo(folder, clients)
        if arguments.keep:
            print(f"složka / folder: {folder}")
    print(render(report.rows))
    print(_verdict(report))
    return 0 if report.good else 1


def _clients(named: Path | None) -> Path | None:
    python = named or DEFAULT_CLIENTS
    if not python.exists():
        if named is not None:
            raise UserError(f"--clients {named}: no such interpreter; leave it out to use curl only")
        return None
    check = [str(python), "-I", "-c", "import anthropic, openai"]
    if subprocess.run(check, capture_output=True, check=False).returncode:  # noqa: S603  # an interpreter that the user named
        if named is not None:
            raise UserError(f"--clients {named}: it has no openai and anthropic packages; leave it out to use curl only")
        return None
    return python


def _demo(folder: Path, clients: Path | None) -> Report:
    ports = Ports(*free_ports(3))
    try:
        with processes.stand_in(folder) as stand_in:
            text = processes.configuration(ports, stand_in.port, stand_in.ca)
            (folder / "celnice.toml").write_text(text, encoding="utf-8")
            with processes.gateway(folder, ports):
                return Demo(ports, folder / "data", stand_in, clients).run(PROMPTS)
    except StartError as error:
        log = folder / "gateway.log"
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:] if log.exists() else []
        raise UserError(": ".join([f"{error}; run again with --keep and read gateway.log", *last])) from None


def _verdict(report: Report) -> str:
    wrong = sum(not row.good for row in report.rows)
    facts = f"nastražených hodnot u poskytovatele / planted values at the provider: {report.leaked}; události / events: {report.events}"
    if report.good:
        return f"V POŘÁDKU / ALL GOOD — {facts}"
    return f"CHYBA / FAILED — {facts}; jinak, než mělo být / not as expected: {wrong}"

"""``celnice canary``: sends a made-up value through every operation of every approved tool, and says where it is seen.

By default through a gateway of its own with these settings, whose tools are a local stand-in: nothing leaves this machine.
"""

from __future__ import annotations

import argparse
import json
import ssl
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from allowlist.loader import packaged
from allowlist.register import Register, Status
from detectors.finding import NotScanned
from gateway import coverage_page
from gateway.canary import cases, dry, live
from gateway.canary.cases import CANARY, Case
from gateway.canary.outcome import Outcome, word
from gateway.demo import processes
from gateway.demo.processes import Ports, StandInProcess, StartError
from gateway.errors import UserError
from gateway.free_ports import free_ports
from gateway.model import File, FileRead, OpaqueBody, OpaqueReason, Scan, Unscanned
from gateway.progress import progress
from gateway.register import STAND_IN, register, stand_in_entry
from gateway.settings import Settings

HELP = "send a made-up value through every approved tool's formats to a local stand-in; 0 when it is seen everywhere"

EVENT_SECONDS = 30.0
"""The writer stores an event a moment after the answer."""
EVENTS_PAGE = 500


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("--tool", action="append", default=[], metavar="ID", help="only this tool; repeatable")
    parser.add_argument("--all", action="store_true", help="every tool of the catalogue that no law forbids, approved or not")
    parser.add_argument("--dry", action="store_true", help="without a gateway: formats, document readers and detectors in this process")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--table", action="store_true", help="send nothing; print docs/coverage-tools.md, what is seen of which tool")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0: seen wherever it can be read, and stopped elsewhere. 1: not. Raises UserError when it cannot be tried."""
    if arguments.table:
        print(coverage_page.page(packaged()), end="")
        return 0
    tools = _tools(arguments, register(settings))
    found = list(cases.cases(packaged(), tools))
    outcomes, leaked = (_dry(found, tools, settings), 0) if arguments.dry else _live(found, tools, settings)
    good = not leaked and all(outcome.good for outcome in outcomes)
    if arguments.json:
        print(json.dumps({"good": good, "leaked": leaked, "outcomes": [outcome.public() for outcome in outcomes]}, ensure_ascii=False))
    else:
        _print(outcomes, good=good, leaked=leaked)
    return 0 if good else 1


def _tools(arguments: argparse.Namespace, known: Register) -> list[str]:
    now = datetime.now(UTC)
    every = [name for name, one in sorted(packaged().services.items()) if not one.bans and name != STAND_IN]
    if wrong := set(arguments.tool) - set(every):
        raise UserError(f"--tool {min(wrong)}: not in the catalogue, or forbidden; see `celnice allowlist list`")
    chosen = every if arguments.all or arguments.tool else [name for name in every if known.status(name, now) is Status.APPROVED]
    if not chosen:
        raise UserError("no tool is approved yet; name one with --tool, or try --all")
    return [name for name in chosen if name in arguments.tool or not arguments.tool]


def _dry(found: Sequence[Case], tools: Sequence[str], settings: Settings) -> list[Outcome]:
    from detectors.analyzer import Analyzer  # noqa: PLC0415  takes a second, which `celnice --help` need not wait for
    from gateway.documents import ocr, speech  # noqa: PLC0415
    from gateway.extract.documents.reader import Reader  # noqa: PLC0415
    from gateway.extract.documents.registry import documents  # noqa: PLC0415

    analyzer, reader = (
        Analyzer.load(),
        Reader(documents(), ocr.find(settings.documents.ocr_languages), speech.configured(settings.documents)),
    )
    read: dict[bytes, FileRead] = {}

    def read_file(file: File) -> FileRead:
        content = bytes(file.content)
        if content not in read:
            try:
                read[content] = reader.read(file)
            except OpaqueBody as opaque:
                read[content] = opaque.reason
            except (MemoryError, RecursionError):
                read[content] = OpaqueReason.DOCUMENT_LIMIT
        return read[content]

    def detect(text: str) -> Scan:
        try:
            return analyzer.analyze(text)
        except NotScanned as failed:
            return Unscanned(failed.reason)

    approved = register(settings.model_copy(update={"tools": {tool: stand_in_entry(1) for tool in tools}}))
    with progress(len(found), " requests") as bar:
        made = []
        limit = settings.proxy.max_request_bytes
        for outcome in dry.run(approved, found, read_file, detect, settings.policy.threshold, limit, datetime.now(UTC)):
            made.append(outcome)
            bar.advance(1)
    return made


def _live(found: Sequence[Case], tools: Sequence[str], settings: Settings) -> tuple[list[Outcome], int]:
    ports = Ports(*free_ports(3))
    with TemporaryDirectory(prefix="celnice-canary-") as temporary:
        folder = Path(temporary)
        try:
            with processes.stand_in(folder) as stand_in:
                text = processes.configuration(ports, stand_in.port, stand_in.ca, more=_sections(settings), approved=tools)
                (folder / "celnice.toml").write_text(text, encoding="utf-8")
                with processes.gateway(folder, ports):
                    return _sent(found, ports, folder / "data"), _leaked(stand_in)
        except StartError as error:
            raise UserError(f"{error}; try `celnice demo --keep`, which keeps the log") from None


def _sections(settings: Settings) -> str:
    """What bears on reading and finding, as in the settings given."""
    made = ""
    for name in ("detection", "documents", "policy"):
        values = getattr(settings, name).model_dump(mode="json")
        made += f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items() if value is not None)
    return made


def _sent(found: Sequence[Case], ports: Ports, data: Path) -> list[Outcome]:
    trust = ssl.create_default_context(cafile=str(data / "ca" / "ca.pem"))
    with live.Client(ports.proxy, trust) as client, progress(len(found), " requests") as bar:
        answered = []
        for case in found:
            answered.append(client.send(case))
            bar.advance(1)
    token = (data / "api-token").read_text(encoding="ascii").strip()
    wanted = {one.reference for one in answered if one.reference}
    return list(live.outcomes(answered, _events(ports.console, token, wanted)))


def _events(port: int, token: str, wanted: set[str]) -> dict[str, Any]:
    """The events with these ids, as soon as they are all there."""
    found: dict[str, Any] = {}
    cursor, until = "", time.monotonic() + EVENT_SECONDS
    page: dict[str, Any]
    while not wanted <= found.keys() and time.monotonic() < until:
        path = f"/api/v1/events?limit={EVENTS_PAGE}{cursor}"
        status, body = processes.ask(port, "GET", path, headers={"authorization": f"Bearer {token}"})
        page = json.loads(body) if status == 200 else {"items": [], "next": "", "more": False}
        found |= {event["id"]: event for event in page["items"]}
        cursor = f"&after={page['next']}" if page["next"] else cursor
        if not page["more"]:
            time.sleep(0.1)
    return found


def _leaked(stand_in: StandInProcess) -> int:
    """How many spellings of the value reached the stand-in."""
    return len(stand_in.control("POST", "/search", {"values": ["715319/2743", "7153192743", CANARY]})["found"])


def _print(outcomes: Iterable[Outcome], *, good: bool, leaked: int) -> None:
    """Each tool in one line, and each case that went wrong."""
    counted: dict[str, dict[str, int]] = {}
    for outcome in outcomes:
        fates = counted.setdefault(outcome.case.tool, {})
        fates[word(outcome.fate)] = fates.get(word(outcome.fate), 0) + 1
        if not outcome.good:
            case = outcome.case
            print(f"{case.tool}  {case.operation}  {case.example.carrier}  {word(outcome.fate)}  {outcome.reason}".rstrip())
    for tool, fates in counted.items():
        print(f"{tool}: {', '.join(f'{fate} {number}×' for fate, number in fates.items())}")
    said = "V POŘÁDKU / ALL GOOD" if good else "CHYBA / FAILED"
    print(f"{said} — hodnot u poskytovatele / values at the provider: {leaked}")

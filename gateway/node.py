"""Starts one node: prepares its data folder, then supervises its processes and says what to do next."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway import listening, logs, metrics, notify
from gateway.answer_texts import read_texts
from gateway.banner import banner
from gateway.configuration import from_environment
from gateway.console.token import load_or_create as load_or_create_token
from gateway.detection.public_list import PublicList
from gateway.errors import UserError
from gateway.free_ports import free_ports
from gateway.main import SETTINGS_FILE
from gateway.parts.accounts import first_link
from gateway.parts.common import CA_FOLDER, ENVIRONMENT_FILE, METRICS_FOLDER, STOPPING_FILE
from gateway.policy import policy_of
from gateway.proxy.ca import load_or_create as load_or_create_ca
from gateway.proxy.ca_names import subtrees
from gateway.register import STAND_IN, STAND_IN_HOST, register, signed_for, stand_in_entry
from gateway.reload import Reloader
from gateway.settings import Demo, Settings
from gateway.store import confirming
from gateway.store.url import store_url
from gateway.supervisor import Part, Renewal, StartFailed, Supervisor, python

logger = logging.getLogger(__name__)

STAND_IN_FOLDER = "stand-in"

FIXED = ("data", "store", "transparent", "demo")
"""Sections that a running node cannot change."""

RUN_PREFIX = "celnice-run-"

PRIVATE = ("CELNICE_", "MITMPROXY_", "SSLKEYLOGFILE", "NOTIFY_SOCKET", "WATCHDOG_")
"""What children do not get: settings come by file, keys of connections are written nowhere, systemd hears the supervisor alone."""

QUIET_LIBRARIES = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Numeric libraries start threads at import; a process that is to fork must have one."""


def run(settings: Settings, load: Callable[[], Settings] | None = None, file: Path | None = None) -> int:
    """Runs a node until it is told to stop. Returns the exit code. ``load`` reads the settings anew, from ``file``: at SIGHUP all of them,
    and what can change while the processes run as soon as the file is another.
    """
    started = time.monotonic()
    logs.configure("supervisor", settings.log.level, settings.log.format)
    os.umask(0o077)
    data = settings.data.dir
    _private_folder(data)
    load_or_create_ca(data / CA_FOLDER, names=lambda: subtrees(signed_for(settings)))
    load_or_create_token(data)
    sockets = listening.listen_all(settings)
    with _run_folder() as folder:
        stand_in = free_ports(1)[0] if settings.runs_stand_in else None
        first = settings
        settings = _with_stand_in(settings, stand_in)
        services = _check(settings)
        (folder / SETTINGS_FILE).write_text(settings.model_dump_json(), encoding="utf-8")
        (folder / ENVIRONMENT_FILE).write_text(json.dumps(sorted(from_environment())), encoding="utf-8")
        confirming.begin(store_url(settings), data)  # before the first request, not when the store has been silent for a while
        reloader = Reloader(folder, first, file, load or (lambda: first), services)
        metrics.prepare(folder / METRICS_FOLDER)
        parts = _parts(settings, folder, stand_in, sockets)

        def prepare() -> Callable[[], None] | None:
            return _reload(folder, first, stand_in, load) if load else None

        supervisor = Supervisor(parts, _environment(folder), lambda pid: metrics.forget(folder / METRICS_FOLDER, pid), prepare)
        try:
            supervisor.start(reloader.look)
        except StartFailed as failed:
            if failed.code == 130:  # interrupted while starting, as a shell counts it
                return 0
            print(f"celnice run: {failed.name} did not start; its own line above says why", file=sys.stderr)  # noqa: T201
            return failed.code or 1
        reloader.settle()
        print(banner(settings, time.monotonic() - started, first_link(settings)), flush=True)  # noqa: T201
        notify.ready()
        supervisor.run(reloader.look)
        notify.stopping()
        print("\nKončím… / Stopping…", flush=True)  # noqa: T201
        (folder / STOPPING_FILE).touch()
        listening.close(sockets)  # who comes now is refused at once and goes to another node, or waits in the socket unit's queue
        supervisor.finish(Settings.model_validate_json((folder / SETTINGS_FILE).read_text(encoding="utf-8")).proxy.stop_seconds)
        supervisor.stop()
    return 0


def _with_stand_in(settings: Settings, port: int | None) -> Settings:
    if port is None:
        return settings
    tools = {**settings.tools, STAND_IN: stand_in_entry(port)}
    return settings.model_copy(update={"tools": tools, "demo": Demo(stand_in=True)})


def _check(settings: Settings) -> frozenset[str]:
    """A wrong entry is said here, once, and not by every process; the catalogue's services. Raises UserError."""
    known = register(settings)
    policy_of(settings)
    PublicList(settings.detection.public_list)
    read_texts(settings.answers.texts)
    return frozenset(known.catalogue.services)


def _reload(folder: Path, first: Settings, stand_in: int | None, load: Callable[[], Settings]) -> Callable[[], None] | None:
    """Puts the settings as they are now in place; how to take that back, or None when the old ones stay."""
    try:
        fresh = load()
        fixed = [name for name in FIXED if getattr(fresh, name) != getattr(first, name)]
        fixed += ["proxy.port or workers"] if _shape(fresh) != _shape(first) or fresh.runs_stand_in != first.runs_stand_in else []
        if fixed:
            raise UserError(f"{', '.join(fixed)} cannot change while the node runs; restart it")  # noqa: TRY301
        fresh = _with_stand_in(fresh, stand_in)
        _check(fresh)
    except UserError as error:
        logger.error("the settings before stay in force: %s", error)  # noqa: TRY400  # one line for the administrator
        return None
    file = folder / SETTINGS_FILE
    before = file.read_text(encoding="utf-8")
    file.write_text(fresh.model_dump_json(), encoding="utf-8")

    def undo() -> None:
        file.write_text(before, encoding="utf-8")

    return undo


def _shape(settings: Settings) -> tuple[object, ...]:
    """What is fixed when the sockets are opened."""
    ports = ((one.host, one.port) for one in (settings.proxy, settings.entrance, settings.console))
    return (*ports, settings.proxy.workers)


def _parts(settings: Settings, folder: Path, stand_in: int | None, sockets: listening.Sockets) -> list[Part]:
    def ours(part: str, name: str, stops: int, renewal: Renewal = Renewal.OVERLAP, *ports: str) -> Part:
        own = {port: sockets[port] for port in ports}
        inherits = tuple(one.fileno() for found in own.values() for one in found)
        command = python("gateway.main", part, name, str(folder), str(os.getpid()))
        return Part(name, command, stops, renewal=renewal, inherits=inherits, environment=tuple(listening.environment(own).items()))

    parts = [ours("detection", "detection", 1), ours("documents", "documents", 1)]  # first, because they take longest
    if stand_in:
        where = folder / STAND_IN_FOLDER
        where.mkdir()
        command = python("gateway.demo.stand_in", "--port", str(stand_in), "--data", str(where), "--only", STAND_IN_HOST)
        parts.append(Part("stand-in", command, 1, where / "stand-in.json", Renewal.NEVER))
    numbers = range(1, settings.proxy.workers + 1)
    parts += [ours("proxy", f"proxy-{number}", 0, Renewal.DRAIN, "proxy", "entrance", "transparent") for number in numbers]
    return [*parts, ours("writer", "writer", 2, Renewal.ALONE), ours("console", "console", 0, Renewal.OVERLAP, "console")]


def _private_folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_mode & 0o077:
            path.chmod(0o700)
    except OSError as error:
        raise UserError(f"data.dir: {path} cannot be made or written ({error.strerror}); choose another folder or mend its owner") from None


@contextmanager
def _run_folder() -> Iterator[Path]:
    """Sockets and counters of this run. Not in the data folder: a socket's path may have at most 107 bytes."""
    for stale in Path(tempfile.gettempdir()).glob(f"{RUN_PREFIX}*"):
        _remove_stale(stale)
    folder = Path(tempfile.mkdtemp(prefix=RUN_PREFIX))
    (folder / "pid").write_text(str(os.getpid()), encoding="ascii")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_stale(folder: Path) -> None:
    """Removes what a node that was killed left behind: its settings file may hold the store's password."""
    with contextlib.suppress(OSError, ValueError):
        if folder.stat().st_uid == os.getuid() and not Path(f"/proc/{int((folder / 'pid').read_text(encoding='ascii'))}").exists():
            shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path) -> dict[str, str]:
    """The environment of the children: settings come by file, and nothing there may write down the keys of connections."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PRIVATE)}
    return {**kept, **QUIET_LIBRARIES, metrics.VARIABLE: str(folder / METRICS_FOLDER), "PYTHONUNBUFFERED": "1"}

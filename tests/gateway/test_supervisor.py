"""The supervisor: waits until parts serve, restarts what dies, stops in order."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gateway import supervisor
from gateway.supervisor import Part, Renewal, StartFailed, Supervisor

GOOD = """
import os, signal, sys, time
from gateway.supervisor import signal_ready
name, log = sys.argv[1:]
def end(*_):
    open(log, "a").write(f"stopped {name}\\n"); os._exit(0)
signal.signal(signal.SIGTERM, end)
open(log, "a").write(f"started {name}\\n")
signal_ready()
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def signals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The supervisor sets handlers; tests give pytest's back. Parts have a minute to stop, on a slow machine."""
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 60.0)
    before = [(number, signal.getsignal(number)) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)]
    yield
    for number, handler in before:
        signal.signal(number, handler)


def part(name: str, log: Path, code: str = GOOD, stops: int = 0) -> Part:
    return Part(name, (sys.executable, "-c", code, name, str(log)), stops)


def made(parts: list[Part], died: list[int]) -> Supervisor:
    return Supervisor(parts, {**os.environ, "PYTHONPATH": os.getcwd()}, died.append)


def test_parts_start_and_stop_in_order(tmp_path: Path) -> None:
    """All serve before start returns; lower numbers stop first."""
    log = tmp_path / "log"
    one = made([part("writer", log, stops=2), part("proxy", log, stops=0), part("detection", log, stops=1)], [])
    one.start()
    assert sorted(log.read_text().split()[1::2]) == ["detection", "proxy", "writer"]
    one.stop()
    assert log.read_text().splitlines()[3:] == ["stopped proxy", "stopped detection", "stopped writer"]


def test_settings_are_looked_at_while_parts_start(tmp_path: Path) -> None:
    """What comes from the store before all parts serve holds when they do."""
    looked: list[bool] = []
    one = made([part("writer", tmp_path / "log")], [])
    one.start(lambda: looked.append(True))
    one.stop()
    assert looked


def test_a_part_that_does_not_start_stops_the_others(tmp_path: Path) -> None:
    """StartFailed with its exit code, and nothing is left running."""
    log = tmp_path / "log"
    one = made([part("good", log), part("bad", log, "import sys; sys.exit(2)")], [])
    with pytest.raises(StartFailed) as failed:
        one.start()
    assert (failed.value.name, failed.value.code) == ("bad", 2)
    assert log.read_text().splitlines() == ["started good", "stopped good"]


def test_a_part_that_dies_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """kill -9 of a part: its death is told, and another takes its place."""
    monkeypatch.setattr(supervisor, "BACKOFF_SECONDS", (0.01,))
    monkeypatch.setattr(supervisor, "POLL_SECONDS", 0.02)
    log, died = tmp_path / "log", []
    one = made([part("proxy", log)], died)
    one.start()
    first = one._children[0].process.pid
    watching = threading.Thread(target=one.run)
    watching.start()
    os.kill(first, signal.SIGKILL)
    until(lambda: log.read_text().count("started proxy\n") == 2)
    one._end()
    watching.join(60)
    one.stop()
    assert died == [first]
    assert log.read_text().splitlines() == ["started proxy", "started proxy", "stopped proxy"]


def test_a_part_may_be_awaited_by_its_file(tmp_path: Path) -> None:
    """A part that does not speak our protocol serves when its file is there; later parts start after that."""
    log, file = tmp_path / "log", tmp_path / "ready"
    code = f"import time; open({str(log)!r}, 'a').write('started file\\n'); open({str(file)!r}, 'w').close(); time.sleep(60)"
    one = made([Part("file", (sys.executable, "-c", code), 0, file), part("proxy", log)], [])
    one.start()
    assert log.read_text().splitlines() == ["started file", "started proxy"]
    one.stop()


def test_a_part_that_does_not_stop_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deaf process does not hold the node up."""
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.1)
    deaf = GOOD.replace("def end(*_):\n", "def end(*_):\n    return\n")
    one = made([part("deaf", tmp_path / "log", deaf)], [])
    one.start()
    process = one._children[0].process
    one.stop()
    assert process.returncode == -signal.SIGKILL


DRAINING = """
import os, signal, sys, time
from gateway.supervisor import signal_ready
name, log = sys.argv[1:]
def said(what): open(log, "a").write(f"{what} {name} {os.getpid()}\\n")
def drain(*_): said("draining"); time.sleep(0.3); said("drained"); os._exit(0)
def end(*_): said("stopped"); os._exit(0)
signal.signal(signal.SIGTERM, end)
signal.signal(signal.SIGUSR1, drain)
said("started")
signal_ready()
while True: time.sleep(0.05)
"""


def renewing(log: Path, prepare: Callable[[], Callable[[], None] | None], died: list[int]) -> Supervisor:
    parts = [
        Part("detection", (sys.executable, "-c", DRAINING, "detection", str(log)), 1),
        Part("proxy", (sys.executable, "-c", DRAINING, "proxy", str(log)), 0, renewal=Renewal.DRAIN),
        Part("writer", (sys.executable, "-c", DRAINING, "writer", str(log)), 2, renewal=Renewal.ALONE),
    ]
    return Supervisor(parts, {**os.environ, "PYTHONPATH": os.getcwd()}, died.append, prepare)


def said(log: Path) -> list[str]:
    """What the parts said: verb and name."""
    return [" ".join(line.split()[:2]) for line in log.read_text().splitlines()]


def until(check: Callable[[], bool]) -> None:
    for _ in range(3000):
        if check():
            return
        time.sleep(0.02)
    pytest.fail("it did not come to that")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "BACKOFF_SECONDS", (0.01,))
    monkeypatch.setattr(supervisor, "POLL_SECONDS", 0.02)


@pytest.mark.usefixtures("quick")
def test_renewal(tmp_path: Path) -> None:
    """SIGHUP: the new proxy serves before the old one drains, and what serves the old one stays until that has ended."""
    log, died = tmp_path / "log", []
    one = renewing(log, lambda: lambda: None, died)
    one.start()
    first = {child.part.name: child.process.pid for child in one._children}
    watching = threading.Thread(target=one.run)
    watching.start()
    one._renewal_asked()
    until(lambda: said(log).count("started writer") == 2 and "stopped detection" in said(log))
    lines = said(log)
    assert lines.index("draining proxy") > [at for at, line in enumerate(lines) if line == "started proxy"][1]
    assert lines.index("stopped detection") > lines.index("drained proxy")
    assert lines.index("stopped writer") < [at for at, line in enumerate(lines) if line == "started writer"][1]
    until(lambda: set(first.values()) <= set(died))
    one._end()
    watching.join(60)
    one.stop()


@pytest.mark.usefixtures("quick")
def test_a_renewal_that_fails(tmp_path: Path) -> None:
    """New processes that do not start: what was prepared is taken back, and the old ones go on."""
    log, died, undone = tmp_path / "log", [], []
    one = renewing(log, lambda: lambda: undone.append(1), died)
    one.start()
    proxy = next(child for child in one._children if child.part.name == "proxy")
    pid = proxy.process.pid
    proxy.part = replace(proxy.part, command=(sys.executable, "-c", "import sys; sys.exit(2)"))
    one._renew()
    assert undone == [1]
    assert [child.process.pid for child in one._children if child.part.name == "proxy"] == [pid]
    assert proxy.process.poll() is None
    assert "draining proxy" not in said(log)
    one.stop()


def test_nothing_prepared(tmp_path: Path) -> None:
    """Settings that cannot be used: nothing is started and nothing stopped."""
    log = tmp_path / "log"
    one = renewing(log, lambda: None, [])
    one.start()
    one._renew()
    assert [line for line in said(log) if not line.startswith("started")] == []
    one.stop()


UNENDING = DRAINING.replace('time.sleep(0.3); said("drained"); os._exit(0)', "pass")


@pytest.mark.usefixtures("quick")
def test_finishing(tmp_path: Path) -> None:
    """SIGTERM: who takes requests finishes first, with everything that serves it still there; nobody else is asked to drain."""
    log = tmp_path / "log"
    one = renewing(log, lambda: None, [])
    one.start()
    one._end()
    one.run()
    one.finish(60)
    one.stop()
    assert said(log)[3:] == ["draining proxy", "drained proxy", "stopped detection", "stopped writer"]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("signals", "longest", "asked", "reason"),
    [
        ([signal.SIGTERM], 0.1, True, "the time is over"),
        ([signal.SIGTERM], 0, False, "there is none"),
        ([signal.SIGTERM, signal.SIGTERM], 3600, False, "a second signal"),
        ([signal.SIGTERM, signal.SIGINT], 3600, False, "an interrupt after it"),
        ([signal.SIGINT], 3600, False, "somebody at a terminal"),
    ],
)
def test_what_does_not_finish(tmp_path: Path, signals: list[int], longest: float, asked: bool, reason: str) -> None:
    """It is stopped after its time, and at once when somebody says so."""
    log = tmp_path / "log"
    one = made([Part("proxy", (sys.executable, "-c", UNENDING, "proxy", str(log)), 0, renewal=Renewal.DRAIN)], [])
    one.start()
    for number in signals:
        one._end(number)
    one.run()
    one.finish(longest)
    if asked:
        until(lambda: "draining proxy" in said(log))
    one.stop()
    assert ("draining proxy" in said(log)) is asked, reason
    assert said(log)[-1] == "stopped proxy", reason


@pytest.mark.usefixtures("quick")
def test_a_second_signal_while_it_finishes(tmp_path: Path) -> None:
    """It ends the wait that has begun."""
    log = tmp_path / "log"
    one = made([Part("proxy", (sys.executable, "-c", UNENDING, "proxy", str(log)), 0, renewal=Renewal.DRAIN)], [])
    one.start()
    one._end()
    waiting = threading.Thread(target=one.finish, args=(3600,))
    waiting.start()
    until(lambda: "draining proxy" in said(log))
    one._end()
    waiting.join(60)
    assert not waiting.is_alive()
    one.stop()

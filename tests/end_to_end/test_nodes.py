"""Three nodes behind a real HAProxy with one real PostgreSQL, broken one after the other while people work.

No planted value leaves, every refusal that somebody was told of is in the store once, and who is at another node notices nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from gateway.cli import main as celnice
from gateway.demo import processes
from gateway.demo.outcome import streamed
from gateway.demo.processes import Ports
from gateway.demo.replies import TEXT
from gateway.free_ports import free_ports
from support.asking import answer, people, until
from support.gateway_process import Gateway, descendants
from support.haproxy import Balancer, balancer, needed
from support.persons import BIRTH_NUMBER, CLEAN, SAYS_BIRTH_NUMBER
from support.postgresql import Cluster
from support.stand_in import Provider

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

NODES = 3
PEOPLE = tuple(f"127.0.0.{number}" for number in range(11, 17))
STRANGER = "127.0.0.99"
MORE = '[detection]\nprocesses = 1\n[documents]\nprocesses = 1\n[people]\norder = ["addresses"]\n'
DISK_BYTES = 24 * 1024 * 1024
CUT_OFF = (
    "RemoteDisconnected", "ConnectionResetError", "ConnectionRefusedError", "BrokenPipeError", "SSLEOFError", "SSLZeroReturnError",
    "IncompleteRead", "OSError",
)  # fmt: skip
"""What somebody sees whose node dies at that moment, wherever in a connection, a handshake or an answer they are. Nobody waits in vain."""


class Node:
    """One machine: its data folder, its ports, and the gateway that runs there or does not."""

    def __init__(self, folder: Path, ports: Ports, provider: Provider, store: str) -> None:
        self.folder, self.ports, self.provider = folder, ports, provider
        self._running = ExitStack()
        self.gateway: Gateway | None = None
        seats = folder / "seats"
        seats.write_text("".join(f"{address},user{number}\n" for number, address in enumerate(PEOPLE)), encoding="utf-8")
        text = processes.configuration(ports, provider.port, provider.ca, 1, MORE)
        text = text.replace("[proxy]\n", '[proxy]\nfront_proxies = ["127.0.0.1"]\nproxy_protocol = true\n')
        text += f"[people.addresses]\nfile = {json.dumps(str(seats))}\n[store]\nurl = {json.dumps(store)}\n"
        (folder / "celnice.toml").write_text(text, encoding="utf-8")

    def start(self) -> Gateway:
        process = self._running.enter_context(processes.gateway(self.folder, self.ports))
        self.gateway = Gateway(self.folder, self.ports, process, self.provider)
        return self.gateway

    def kill(self) -> None:
        """Power off: nothing in it gets a word in."""
        assert self.gateway is not None
        for pid in descendants(self.gateway.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.stop()

    def stop(self) -> None:
        self._running.close()
        self.gateway = None


@contextmanager
def house(folder: Path, provider: Provider, store: str) -> Iterator[list[Node]]:
    """Three nodes with the office's one authority and its keys; the last one's data lies on a small disk of its own."""
    nodes = []
    keys = folder / "keys"
    keys.mkdir(mode=0o700)
    with ExitStack() as stack:
        for number in range(NODES):
            place = folder / f"node{number}"
            (place / "data").mkdir(parents=True)
            if number == NODES - 1:
                stack.enter_context(small_disk(place / "data"))
            (place / "data" / "keys").symlink_to(keys)  # one folder for all: a person, and a value, is the same at each node
            nodes.append(Node(place, Ports(*free_ports(3)), provider, store))
        nodes[0].start()  # it makes the tables and the authority
        for node in nodes[1:]:
            shutil.copytree(nodes[0].folder / "data" / "ca", node.folder / "data" / "ca")
        with ThreadPoolExecutor() as pool:
            list(pool.map(Node.start, nodes[1:]))
        try:
            yield nodes
        finally:
            with ThreadPoolExecutor() as pool:
                list(pool.map(Node.stop, nodes))


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    mount = needed("mount", "mount")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=0700", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        if os.environ.get("CI") == "true":
            pytest.fail("a small disk needs root")
        pytest.skip("a small disk needs root")
    try:
        yield
    finally:
        subprocess.run([needed("umount", "mount"), "--lazy", str(folder)], check=True)


def test_three_nodes(shared_provider: Provider, tmp_path: Path) -> None:
    """The whole story; one test, since each node takes seconds to start."""
    shared_provider.reset()
    cluster = Cluster.start_new()
    try:
        with house(tmp_path, shared_provider, cluster.url(cluster.database())) as nodes, balancer([node.ports for node in nodes]) as front:
            until(lambda: front.up() == [True] * NODES, "all nodes are ready")
            ca = nodes[0].folder / "data" / "ca" / "ca.pem"
            refused: list[str] = []
            with pytest.raises(OSError, match="403"), answer(front.port, ca, CLEAN, source=STRANGER):
                pass  # the client's own address reaches the node: nobody sits there
            until(lambda: front.connections() == [0] * NODES, "the stranger's end: who comes next is spread evenly")
            settle(front, ca, shared_provider)
            with people(front.port, ca, (CLEAN, SAYS_BIRTH_NUMBER), PEOPLE[:NODES], refused) as seen:
                until(lambda: seen[200] > NODES and seen[403] > NODES, "the first answers")
                kill_one(nodes, 0, front, ca)
                cluster.stop()
                calm(seen, "people work while a node and the store are away")
                cluster.start()
                calm(seen, "people work while a node is away")
                nodes[0].start()
                until(lambda: front.up() == [True] * NODES, "the node is back")
                kill_one(nodes, 1, front, ca)
                with ThreadPoolExecutor() as pool:
                    back = pool.submit(nodes[1].start)
                    full_disk(nodes[2], front, seen)
                    back.result()
                until(lambda: front.up() == [True] * NODES, "the node is back")
                kill_one(nodes, 2, front, ca)
                calm(seen, "people work while a node is away")
            nodes[2].start()
            assert set(seen) <= {200, 403, *CUT_OFF}
            assert sum(number for kind, number in seen.items() if isinstance(kind, str)) < 10 * NODES, seen
            assert shared_provider.found(BIRTH_NUMBER) == []
            all_in_the_store(nodes[0], refused)
    finally:
        cluster.remove()


def settle(front: Balancer, ca: Path, provider: Provider) -> None:
    """Everybody has a stream at once, so that the balancer spreads people evenly; there they are kept from now on."""
    with ExitStack() as stack:
        streams = [stack.enter_context(answer(front.port, ca, CLEAN, source=one, stream=True, model="gated")) for one in PEOPLE]
        for stream in streams:
            stream.read1(64)
        assert {front.node_of(source) for source in PEOPLE} == set(range(NODES))
        for _ in PEOPLE:
            provider.release()
        for stream in streams:
            stream.read()


def calm(seen: Counter[int | str], what: str) -> None:
    """Everybody has had new answers."""
    before = Counter(seen)
    until(lambda: seen[200] > before[200] + NODES and seen[403] > before[403] + NODES, what)


def kill_one(nodes: list[Node], broken: int, front: Balancer, ca: Path) -> None:
    """Streams run at every node; one dies, and the streams of the others end whole."""
    with ExitStack() as stack:
        streams = {
            source: stack.enter_context(answer(front.port, ca, CLEAN, source=source, stream=True, model="gated")) for source in PEOPLE
        }
        firsts = {source: stream.read1(64) for source, stream in streams.items()}
        places = {source: front.node_of(source) for source in PEOPLE}
        assert set(places.values()) == set(range(NODES)), places
        nodes[broken].kill()
        for _ in PEOPLE:
            nodes[broken].provider.release()
        for source, stream in streams.items():
            if places[source] != broken:
                assert streamed(firsts[source] + stream.read(), "openai") == TEXT
    until(lambda: not front.up()[broken], "HAProxy sees that the node is gone")


def full_disk(node: Node, front: Balancer, seen: Counter[int | str]) -> None:
    """The disk of the node's spool is full: it lets nothing through, people go to the others, and it comes back by itself."""
    ballast = node.folder / "data" / "ballast"
    with suppress(OSError), ballast.open("wb") as file:
        while True:
            file.write(b"x" * 65536)
            file.flush()
    until(lambda: not front.up()[-1], "the node says that it is not ready")
    calm(seen, "people work at the others")
    ballast.unlink()
    until(lambda: front.up()[-1], "the node is ready again")
    calm(seen, "people work everywhere")


def all_in_the_store(node: Node, refused: list[str]) -> None:
    """Each refusal that somebody was told of is there, once; the chains of all nodes are whole."""
    gateway = node.gateway
    assert gateway is not None

    def ids() -> list[str]:
        return [event["id"] for event in gateway.events()]

    until(lambda: set(refused) <= set(ids()), "every event reaches the store")
    found = Counter(ids())
    assert [one for one, number in found.items() if number > 1] == []
    assert len({event["writer"] for event in gateway.events()}) == NODES
    assert celnice(["--config", str(node.folder / "celnice.toml"), "events", "verify"]) == 0

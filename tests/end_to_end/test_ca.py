"""From the gateway's own authority to the office's, over a reload: clients with every state of trust, and nobody is left out."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from gateway.cli import main as celnice
from gateway.demo.processes import ask
from support.asking import answer, people, until
from support.gateway_process import gateway
from support.hierarchy import made
from support.persons import CLEAN
from support.stand_in import Provider

pytestmark = pytest.mark.slow


def trusted(port: int, ca: Path) -> bool:
    """Whether a client that trusts only these is answered."""
    try:
        with answer(port, ca, CLEAN) as response:
            return response.status == 200
    except OSError:
        return False


def test_a_rotation(shared_provider: Provider, tmp_path: Path) -> None:
    """Before the switch who knows the old one or both is served, after it who knows both or the new one; at no time nobody."""
    shared_provider.reset()
    root = made("Kořenová autorita úřadu")
    issuing = made("Vydávající autorita", root, path_length=1)
    sub = made("Celnice úřadu", issuing, path_length=0)
    files = {"ca.pem": sub.pem, "ca.key": sub.key_pem(), "chain.pem": issuing.pem + root.pem, "new.pem": root.pem}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with gateway(tmp_path / "house", shared_provider) as house:
        config = ["--config", str(house.folder / "celnice.toml"), "ca"]
        port, new = house.ports.proxy, tmp_path / "new.pem"
        old = tmp_path / "old.pem"
        old.write_bytes(house.ca.read_bytes())
        both = tmp_path / "both.pem"

        assert celnice([*config, "import", *(str(tmp_path / name) for name in ("ca.pem", "ca.key", "chain.pem"))]) == 0
        both.write_bytes(ask(house.ports.console, "GET", "/ca.pem")[1])
        assert both.read_bytes() == old.read_bytes() + root.pem
        assert [trusted(port, one) for one in (old, both, new)] == [True, True, False]
        with people(port, both, (CLEAN,)) as seen:
            assert celnice([*config, "rotate", "--switch"]) == 0
            house.process.send_signal(signal.SIGHUP)
            # Old and new processes serve side by side for a moment.
            until(lambda: [trusted(port, one) for one in (old, both, new)] == [False, True, True], "only the new authority signs")
            before = seen[200]
            until(lambda: seen[200] > before + 4, "people work")
        assert set(seen) == {200}, seen
        assert celnice([*config, "rotate", "--retire"]) == 0
        assert ask(house.ports.console, "GET", "/ca.pem")[1] == root.pem

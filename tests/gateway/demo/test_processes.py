"""Starting and ending the demo's processes."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from gateway.demo import processes
from gateway.demo.processes import Ports, StartError
from gateway.free_ports import free_ports
from gateway.settings import Settings


def test_the_configuration_is_valid(tmp_path: Path) -> None:
    """The demo's settings pass the gateway's own check, and pin both tools to the stand-in."""
    text = processes.configuration(Ports(1, 2, 3), 4, tmp_path / "ca.pem", 2)
    settings = Settings.model_validate(tomllib.loads(text))
    assert {tool: entry.pin for tool, entry in settings.tools.items()} == dict.fromkeys(("openai", "anthropic"), "127.0.0.1:4")
    assert (settings.proxy.workers, settings.runs_stand_in) == (2, False)


@pytest.mark.parametrize("name", ["CELNICE_PROXY__PORT", "https_proxy", "HTTP_PROXY", "SSL_CERT_FILE", "OPENAI_BASE_URL"])
def test_environment_is_clean(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """What would bend the gateway or a client is not passed on; the rest is."""
    monkeypatch.setenv(name, "x")
    monkeypatch.setenv("KEPT", "y")
    environment = processes.clean_environment()
    assert (name in environment, environment["KEPT"]) == (False, "y")


def test_stop_is_an_interrupt_first() -> None:
    """A process that ends on an interrupt is not killed (it listens to it itself: what is started in the background may inherit that it is ignored)."""
    listening = "import signal, time\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code = listening + "try:\n    print(1, flush=True)\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    raise SystemExit(7)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert processes.stop(process) == 7
        assert processes.stop(process) == 7


def test_a_process_that_ends_at_start_is_an_error(tmp_path: Path) -> None:
    """A gateway that cannot start is told apart from a slow one."""
    (tmp_path / "celnice.toml").write_text("[nic]\n", encoding="utf-8")
    with pytest.raises(StartError, match="ended at start"), processes.gateway(tmp_path, Ports(*free_ports(3))):
        pass

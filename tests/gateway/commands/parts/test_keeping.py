import argparse
import json

import pytest

from gateway.commands import events
from gateway.errors import UserError
from gateway.settings import Data, Retention, Settings, Store
from gateway.store import paths, signing
from gateway.store.events import EventStore
from support.events import payloads
from support.stores import sqlite_url


@pytest.fixture
def run(tmp_path, capsys):
    """Runs `celnice events …` over three events that are long over; returns exit code and lines."""
    url = sqlite_url(tmp_path)
    store = EventStore(url)
    store.append([one.replace(b"2026-10-01", b"2020-10-01") for one in payloads(1, 3)], "node-a")
    store.close()

    def run(*words):
        parser = argparse.ArgumentParser(prog="celnice events")
        events.configure(parser)
        settings = Settings(data=Data(dir=tmp_path), store=Store(url=url), retention=Retention(attempts_days=30))
        capsys.readouterr()
        code = events.run(parser.parse_args(words), settings)
        return code, capsys.readouterr().out.splitlines()

    return run


def test_dry_run_changes_nothing(run, tmp_path):
    """What would go is counted with its reason; only the run without --dry-run erases, and the record stays sound."""
    run("hold", "e00000001", "--why", "spor o náhradu", "--who", "A")
    said = json.loads(run("retention", "--dry-run", "--json")[1][0])
    assert said["events"] == {"due": 2, "running": 0, "open": 0, "filed": 0, "held": 1}
    assert run("retention", "--dry-run")[1][-1] == "nothing was changed (--dry-run)"
    assert run("retention")[1][0].startswith("attempts 30 days, incidents S5")
    code, lines = run("verify")
    assert (code, "vymazaných: 2" in lines[0]) == (0, True)
    assert signing.trusted(paths.erasure_keys(tmp_path))


def test_holds(run):
    """A hold is listed with its reason, and ends with one."""
    assert run("hold", "2026-0001", "--why", "kontrola", "--who", "A")[1] == ["case:2026-0001: held"]
    assert run("release", "2026-0001", "--why", "konec kontroly", "--who", "B", "--json")[0] == 0
    assert [line.partition("Z  ")[2] for line in run("holds")[1]] == [
        "case:2026-0001  held  A: kontrola",
        "case:2026-0001  released  B: konec kontroly",
    ]
    assert json.loads(run("holds", "--json")[1][0])["action"] == "hold"


@pytest.mark.parametrize(
    "words", [("hold", "nobody", "--why", "x"), ("release", "e00000001", "--why", "x"), ("hold", "e00000001", "--why", " ")]
)
def test_refused(run, words):
    """What does not exist, is not held, or has no reason, is refused with the fix."""
    with pytest.raises(UserError):
        run(*words)

"""The administrator's ports over a real node's folder."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from gateway.accounts.account import Link, Purpose
from gateway.parts.manager import authority, manager, sections, set_by_environment, setup
from gateway.policy_settings import Policy
from gateway.proxy import ca
from gateway.register import register
from gateway.settings import Settings
from gateway.store.last_backup import LastBackup, note
from support.reception import BEGIN, Desk


def settings(folder: Path) -> Settings:
    url = f"sqlite:///{folder}/store.sqlite3"
    feeds = {"archive": {"kind": "file", "path": str(folder / "e.jsonl")}}
    hook = {"kind": "webhook", "url": "https://x.invalid/secret-path", "secret_file": "/x"}
    return Settings.model_validate({"data": {"dir": str(folder)}, "store": {"url": url}, "feeds": feeds | {"hook": hook}})


def test_no_secret_is_among_the_values(tmp_path: Path) -> None:
    """Addresses that may hold a password are said to be set; every section is there."""
    found = sections(settings(tmp_path))
    assert {one.name for one in found} == set(Settings.model_fields)
    by_name = {f"{section.name}.{one.key}": one for section in found for one in section.settings}
    assert (by_name["store.url"].secret, by_name["store.url"].value) == (True, "")
    assert by_name["feeds.hook.url"].secret
    assert "secret-path" not in "".join(one.value for one in by_name.values())
    assert by_name["console.port"].value == "8082"
    assert not by_name["console.port"].changed
    assert by_name["console.sessions.hours"].meaning


def test_the_first_steps_of_a_bare_node(tmp_path: Path) -> None:
    """Nothing is filled in, and a kit would name this machine."""
    bare = setup(settings(tmp_path))
    assert "office.name" in bare.missing
    assert not bare.reachable
    assert authority(tmp_path / "ca") is None


def test_settings_say_where_they_come_from(tmp_path: Path) -> None:
    """From the environment, which stands before the file; from the file when it is no default."""
    (tmp_path / "environment.json").write_text('["console.port"]')
    given = Settings.model_validate({"data": {"dir": tmp_path}, "console": {"port": 1}, "office": {"name": "Úřad"}})
    assert set_by_environment(tmp_path / "none") == frozenset()
    found = {f"{one.name}.{key.key}": key for one in sections(given, set_by_environment(tmp_path)) for key in one.settings}
    assert [found[key].origin for key in ("console.port", "office.name", "office.ico")] == ["environment", "file", "default"]
    assert (found["console.sessions.hours"].code, found["office.name"].code) == ("Sessions.hours", "Office.name")


def test_kit_link_backup_and_feeds(tmp_path: Path) -> None:
    """The real parts behind the ports."""
    desk, given = Desk(tmp_path), settings(tmp_path)
    ca.load_or_create(tmp_path / "ca")
    note(tmp_path, LastBackup(BEGIN, 7))
    made = manager(given, lambda: register(given), desk.reception)
    assert zipfile.is_zipfile(io.BytesIO(made.kit()))
    found = made.authority()
    assert found is not None
    assert found.sha256
    assert "/sign-in/link?k=" in made.offer(Link(Purpose.INVITED, "jana", BEGIN))
    backup = made.backup()
    assert backup is not None
    assert backup.bytes == 7
    assert made.test("archive") == ""
    assert [(feed.name, feed.error) for feed in made.feeds()] == [("archive", ""), ("hook", "")]
    assert {"ca", "disk"} <= {one.check for one in made.examine(False)}


def test_what_the_console_decided_says_so(tmp_path: Path) -> None:
    """The rules of the policy hold what was decided there, whatever the file says of them."""
    given = settings(tmp_path)
    policy = Policy.model_validate({"rules": [{"name": "z konzole", "action": "block"}]})
    found = {f"{one.name}.{key.key}": key for one in sections(given, policy=policy) for key in one.settings}
    assert found["policy.rules"].origin == "console"
    assert "z konzole" in found["policy.rules"].value
    assert found["policy.threshold"].origin == "default"

"""The pages of settings and backups."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from gateway.console.app import create_app
from gateway.console.manager_ports import Backup, Section, Setting
from gateway.settings import Settings
from support.console import BEARER, Client, Parts
from support.managing import NOW, manager


def page(path: str, **changes: object) -> str:
    return Client(Parts(manager=manager(**changes)).app()).get(path, headers=BEARER).text


def test_what_the_office_changed_comes_first() -> None:
    """The rest on demand; of a secret only that it is set."""
    own, everything = page("/admin/settings"), page("/admin/settings?all=yes")
    assert "Městský úřad Lípová" in own
    assert "neukazuje se" in own
    assert "<code>x</code>" not in own
    assert "<code>x</code>" in everything
    assert [word in own for word in ("ze souboru", "z prostředí", "výchozí</span>")] == [True, True, False]
    assert "výchozí</span>" in everything


def test_values_are_text() -> None:
    """Whatever stands in the file."""
    section = Section("office", "", (Setting("name", "<script>alert(1)</script>", "", changed=True, origin="file"),))
    assert "<script>alert" not in page("/admin/settings", settings=lambda: (section,))


def test_the_age_of_the_backup_is_said() -> None:
    """In plain words, with what to do."""
    assert "48,2 MB" in page("/admin/backup")
    assert "starší než dva dny" in page("/admin/backup", backup=lambda: Backup(NOW - timedelta(days=3), 1))
    assert "neví o\u00a0žádné záloze" in page("/admin/backup", backup=lambda: None)


def test_the_policy_in_words() -> None:
    """What is in force, a sentence a line, as text."""
    ports = dataclasses.replace(Parts(manager=manager()).ports(), policy=lambda _language: ("Everything else is blocked.", "<script>"))
    page = Client(create_app(ports, Settings())).get("/admin/settings", headers={**BEARER, "Accept": "text/html"}).text
    assert "<li>Everything else is blocked.</li><li>&lt;script&gt;</li>" in page

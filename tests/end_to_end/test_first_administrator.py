"""A fresh gateway: its one-time link, in a real browser, to the first administrator with a second factor; then by password and code."""

from __future__ import annotations

import subprocess
import sys
from base64 import b32decode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.accounts.second_factor import code_at
from support.chromium import executable
from support.gateway_process import files, gateway
from support.reception import PASSWORD
from support.stand_in import provider

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.slow


def celnice(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "gateway.cli", "--config", str(folder / "celnice.toml"), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=200).stdout


def test_the_first_administrator(tmp_path: Path) -> None:
    """The link works once; what it made signs in with password and code; every step of it is on record, no password in any file."""
    with provider(tmp_path / "provider") as there, gateway(tmp_path / "house", there) as running, playwright.sync_playwright() as engine:
        link = celnice(running.folder, "users", "console", "first").strip()
        base = link.partition("/sign-in")[0]
        browser = engine.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        page = browser.new_page(locale="cs-CZ")
        page.goto(link)
        for field, value in (("account", "vera"), ("name", "Věra Správná"), ("password", PASSWORD), ("again", PASSWORD)):
            page.fill(f"#{field}", value)
        page.click("main form button")
        secret = b32decode(page.inner_text(".secret").replace(" ", ""))
        page.fill("#code", code_at(secret, datetime.now(UTC)))
        page.click("main form button")
        page.wait_for_selector(".codes")
        page.wait_for_load_state()  # the list is whole
        codes = page.locator(".codes li").all_inner_texts()
        page.click("main a.button")
        page.wait_for_selector("text=Zastavené dotazy")
        page.click(".me summary")
        page.click(".me button")
        page.wait_for_url(f"{base}/sign-in")

        page.fill("#account", "vera")
        page.fill("#password", PASSWORD)
        page.click("main form button")
        page.fill("#code", codes[0])
        page.click("main form button")
        page.wait_for_selector("text=Zastavené dotazy")
        assert page.goto(link).status == 410
        browser.close()
        told = celnice(running.folder, "users", "console", "log")
        assert [line.split("  ")[1] for line in told.splitlines()] == [
            "console.account",
            "console.account",
            "console.signed_in",
            "console.signed_in",
        ]
        for file, content in files(running.folder):
            assert PASSWORD.encode() not in content, f"{file.name} holds the password"
            assert codes[1].encode() not in content, f"{file.name} holds a recovery code"

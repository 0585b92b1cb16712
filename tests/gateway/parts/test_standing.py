"""What the console's process says of its node."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway.metrics import Metrics
from gateway.parts import standing
from gateway.parts.common import CA_FOLDER
from gateway.proxy import ca
from gateway.settings import Settings
from support.office_ca import OfficeCa


def test_when_certificates_end(tmp_path: Path) -> None:
    """The gateway's authority and each section of the settings; of two files of a section the one that ends first; what is no file, not."""
    office = OfficeCa()
    port, key = office.issue("proxy.urad.test", until=timedelta(days=30)).write(tmp_path, "port")
    late, _ = office.issue("a", until=timedelta(days=200)).write(tmp_path, "late")
    soon, _ = office.issue("b", until=timedelta(days=20)).write(tmp_path, "soon")
    feed = {"kind": "syslog", "host": "siem.test"}
    settings = Settings.model_validate(
        {
            "data": {"dir": tmp_path / "data"},
            "proxy": {"tls_certificate": port, "tls_key": key, "upstream_ca": late},
            "console": {"tls_certificate": tmp_path / "none.pem", "tls_key": key},
            "feeds": {"one": {**feed, "ca": late}, "two": {**feed, "ca": soon}},
        }
    )
    ca.load_or_create(settings.data.dir / CA_FOLDER, datetime.now(UTC))
    found = standing.ends(settings)
    assert found.keys() == {"authority", "proxy", "upstream_ca", "feeds"}
    assert found["feeds"] < found["proxy"] < found["upstream_ca"] < found["authority"]


def test_looking_goes_on_after_a_fault(tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder that is away for a moment ends nothing: when it is back, its disk is said."""
    settings = Settings.model_validate({"data": {"dir": tmp_path / "data"}})
    counted, real = Metrics(), standing.look

    async def scenario() -> None:
        loop, looked = asyncio.get_running_loop(), asyncio.Queue[bool]()

        def look(*given: Any) -> None:
            done = False
            try:
                real(*given)
                done = True
            finally:
                loop.call_soon_threadsafe(looked.put_nowait, done)

        monkeypatch.setattr(standing, "look", look)
        task = asyncio.create_task(standing.watch(settings, counted.standing, 0.001))
        async with asyncio.timeout(30):
            assert not await looked.get()
            (tmp_path / "data").mkdir()
            while not await looked.get():
                pass
        task.cancel()

    asyncio.run(scenario())
    assert "celnice_data_free_bytes 0.0" not in counted.text().decode()
    assert "FileNotFoundError" in caplog.text
    assert str(tmp_path) not in caplog.text

"""What the console's process says of its node once a minute: when certificates end, and how much room the disk has."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping

from cryptography import x509

from gateway.doctor.checks.certificates import decisive, files
from gateway.metric_standing import Standing
from gateway.parts.common import CA_FOLDER
from gateway.proxy import ca
from gateway.settings import Settings

logger = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""Certificates end by the day, and a full disk is announced some gigabytes before."""

NAMES: Mapping[str, str] = {"proxy.upstream_ca": "upstream_ca", "console.oidc.ca": "oidc"}
"""Settings whose section holds another certificate, too."""


async def watch(settings: Settings, standing: Standing, seconds: float = LOOK_SECONDS) -> None:
    """Until cancelled."""
    while True:
        try:
            await asyncio.to_thread(look, settings, standing)
        except Exception as error:  # noqa: BLE001  # the alert on a missing series says so; the console goes on
            logger.error("certificates and disk could not be looked at: %s", type(error).__name__)  # noqa: TRY400
        await asyncio.sleep(seconds)


def look(settings: Settings, standing: Standing) -> None:
    """Says what can be read; of what cannot, `celnice doctor` says why. Raises OSError where the data folder is gone. Blocking."""
    state = os.statvfs(settings.data.dir)
    standing.free(state.f_bavail * state.f_frsize)
    standing.certificates(ends(settings))


def ends(settings: Settings) -> dict[str, float]:
    """Section of the settings -> when the first of its certificates ends, in Unix time; what cannot be read is left out."""
    found: dict[str, float] = {}
    key = settings.data.dir / CA_FOLDER / ca.KEY_FILE
    for setting, path, belonging in (("authority", settings.data.dir / CA_FOLDER / ca.CERTIFICATE_FILE, key), *files(settings)):
        try:
            end = decisive(x509.load_pem_x509_certificates(path.read_bytes()), belonging).not_valid_after_utc.timestamp()
        except (OSError, ValueError):
            continue
        name = NAMES.get(setting, setting.partition(".")[0])
        found[name] = min(end, found.get(name, end))
    return found

"""Files of a kit that are data: each is read as its reader reads it."""

from __future__ import annotations

import base64
import json
import plistlib
import ssl
from pathlib import Path

from gateway.kit import made
from support.kit import facts


def test_firefox(tmp_path: Path) -> None:
    """The PAC, the CA, and no HTTP/3."""
    policies = json.loads(made.firefox(facts(tmp_path)))["policies"]
    assert policies["Proxy"]["AutoConfigURL"] == "https://celnice.urad.example:8082/proxy.pac"
    assert policies["Preferences"]["network.http.http3.enable"] == {"Value": False, "Status": "locked"}


def test_chrome(tmp_path: Path) -> None:
    """The certificate comes along, as Chrome takes it: base64 of the DER."""
    given = facts(tmp_path)
    policy = json.loads(made.chrome(given))
    assert base64.b64decode(policy["CACertificates"][0]) == given.der
    assert policy["ProxySettings"]["ProxyMode"] == "pac_script"
    assert policy["QuicAllowed"] is False


def test_apple(tmp_path: Path) -> None:
    """A profile with two payloads; the same office has the same identifiers, another one others."""
    given = facts(tmp_path)
    profile = plistlib.loads(made.mobileconfig(given))
    root, proxy = profile["PayloadContent"]
    assert root["PayloadContent"] == given.der
    assert proxy["ProxyPACURL"].endswith("/proxy.pac")
    assert proxy["ProxyPACFallbackAllowed"] is False
    assert plistlib.loads(made.mobileconfig(given))["PayloadUUID"] == profile["PayloadUUID"]
    assert len({profile["PayloadUUID"], root["PayloadUUID"], proxy["PayloadUUID"]}) == 3


def test_intune(tmp_path: Path) -> None:
    """Rows of one CSP each; the certificate stands under its thumbprint."""
    given = facts(tmp_path)
    rows = json.loads(made.intune(given))
    assert all(row["omaUri"].startswith("./") for row in rows)
    assert {type(row["value"]).__name__: row["dataType"] for row in rows} == {"str": "String", "int": "Integer", "bool": "Boolean"}
    assert next(row for row in rows if "Root/" in row["omaUri"])["omaUri"].split("/")[-2] == given.sha1
    assert next(row for row in rows if row["omaUri"].endswith("Protocol"))["value"] == 17


def test_the_bundle_holds_the_public_ones_and_ours(tmp_path: Path) -> None:
    """A program whose own list it replaces still reaches everybody else."""
    given = facts(tmp_path)
    context = ssl.create_default_context(cadata=made.bundle(given))
    assert given.der in context.get_ca_certs(binary_form=True)
    assert len(context.get_ca_certs()) > 100

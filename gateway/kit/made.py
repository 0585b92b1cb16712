"""The files that are built rather than filled in: they are data of a format, and a placeholder inside would break it."""

from __future__ import annotations

import json
import plistlib
import uuid
from pathlib import Path

import certifi

from gateway.kit.facts import Facts

NAMESPACE = uuid.UUID("6c1f8b1e-5d0a-5c6e-9a53-6e9f3c0e8f10")
"""Of the identifiers in profiles: the same office gets the same ones, so that a new profile replaces the old one."""


def firefox(facts: Facts) -> str:
    """``policies.json`` (Firefox Enterprise policy templates): the PAC, the CA, no HTTP/3 and no DNS of its own."""
    locked = {"Value": False, "Status": "locked"}
    policies = {
        "Certificates": {"ImportEnterpriseRoots": True, "Install": ["celnice-ca.pem"]},
        "Proxy": {"Mode": "autoConfig", "AutoConfigURL": f"{facts.console}/proxy.pac", "Locked": True},
        "DNSOverHTTPS": {"Enabled": False, "Locked": True},
        "Preferences": {"network.http.http3.enable": locked, "network.trr.mode": {"Value": 5, "Status": "locked"}},
    }
    return _json({"policies": policies})


def chrome(facts: Facts) -> str:
    """A managed policy for Chrome and Edge on Linux and macOS (the same names go into the registry). Sites that law forbids: the
    console's own ``chrome-policy.json`` and ``edge-policy.json``, which follow the register.
    """
    return _json(
        {
            "ProxySettings": {"ProxyMode": "pac_script", "ProxyPacUrl": f"{facts.console}/proxy.pac", "ProxyPacMandatory": True},
            "QuicAllowed": False,
            "DnsOverHttpsMode": "off",
            "CACertificates": [facts.placeholders["ca_base64"]],
        }
    )


def mobileconfig(facts: Facts) -> bytes:
    """A configuration profile of Apple: the root certificate and the PAC (the global proxy needs a supervised device)."""

    def payload(kind: str, name: str, **values: object) -> dict[str, object]:
        own = uuid.uuid5(NAMESPACE, f"{facts.console}/{kind}")
        return {
            "PayloadType": kind,
            "PayloadVersion": 1,
            "PayloadIdentifier": f"cz.celnice.{kind}",
            "PayloadUUID": str(own).upper(),
            "PayloadDisplayName": name,
            **values,
        }

    root = payload("com.apple.security.root", "Celnice: certifikát", PayloadContent=facts.der, PayloadCertificateFileName="celnice-ca.cer")
    proxy = payload(
        "com.apple.proxy.http.global",
        "Celnice: proxy pro nástroje AI",
        ProxyType="Auto",
        ProxyPACURL=f"{facts.console}/proxy.pac",
        ProxyPACFallbackAllowed=False,
    )
    whole = payload("Configuration", f"Celnice ({facts.office or 'úřad'})", PayloadContent=[root, proxy], PayloadScope="System")
    return plistlib.dumps(whole, sort_keys=False)


def intune(facts: Facts) -> str:
    """Rows for a custom profile (OMA-URI) of Intune. Sources: RootCATrustedCertificates, NetworkProxy and Firewall CSP."""
    rule = "./Vendor/MSFT/Firewall/MdmStore/FirewallRules/Celnice-UDP443"
    rows = [
        (
            f"./Device/Vendor/MSFT/RootCATrustedCertificates/Root/{facts.sha1}/EncodedCertificate",
            "String",
            facts.placeholders["ca_base64"],
        ),
        ("./Vendor/MSFT/NetworkProxy/ProxySettingsPerUser", "Integer", 0),
        ("./Vendor/MSFT/NetworkProxy/SetupScriptUrl", "String", f"{facts.console}/proxy.pac"),
        (f"{rule}/Direction", "String", "OUT"),
        (f"{rule}/Protocol", "Integer", 17),
        (f"{rule}/RemotePortRanges", "String", "80,443"),
        (f"{rule}/Action/Type", "Integer", 0),
        (f"{rule}/Enabled", "Boolean", True),
    ]
    return _json([{"omaUri": uri, "dataType": kind, "value": value} for uri, kind, value in rows])


def bundle(facts: Facts) -> str:
    """The public authorities and ours: variables such as SSL_CERT_FILE replace a program's own list, so it must hold both."""
    return Path(certifi.where()).read_text(encoding="utf-8") + "\n# Celnice\n" + facts.pem


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"

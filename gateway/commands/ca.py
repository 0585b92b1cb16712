"""``celnice ca``: the gateway's certificate authority, to look at and to hand out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from gateway.errors import UserError
from gateway.settings import Settings

HELP = "show or export the gateway's certificate authority"


def configure(parser: argparse.ArgumentParser) -> None:
    """``show``, ``export`` and ``kit``."""
    verbs = parser.add_subparsers(dest="action", metavar="show|export|kit", required=True)
    show = verbs.add_parser("show", help="subject, validity and fingerprint")
    show.add_argument("--json", action="store_true", help="for machines")
    kit = verbs.add_parser("kit", help="what employees' machines are given, with the office's own addresses and certificate")
    kit.add_argument("folder", type=Path, help="a new folder")
    export = verbs.add_parser("export", help="the certificate in PEM, without its key")
    export.add_argument("file", nargs="?", type=Path, help="where to write it (default: standard output)")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Shows or writes the certificate; never the key."""
    from gateway.proxy import ca, ca_names  # noqa: PLC0415  # loads cryptography

    authority = ca.load(settings.data.dir / "ca")
    if arguments.action == "export":
        pem = authority.pem.decode("ascii")
        if arguments.file is None:
            sys.stdout.write(pem)
            return 0
        try:
            arguments.file.write_text(pem, encoding="ascii")
        except OSError as error:
            raise UserError(f"{arguments.file}: cannot be written ({error.strerror}); choose another path") from None
        return 0
    if arguments.action == "kit":
        from gateway.commands.parts.client_kit import make  # noqa: PLC0415

        return make(settings, authority.certificate, arguments.folder)
    certificate = authority.certificate
    facts = {
        "subject": certificate.subject.rfc4514_string(),
        "valid_from": certificate.not_valid_before_utc.isoformat(),
        "valid_until": certificate.not_valid_after_utc.isoformat(),
        "sha256": authority.fingerprint,
        "names": "any host" if (names := ca_names.permitted(certificate)) is None else f"{len(names)} names and what is below them",
        "file": str((settings.data.dir / "ca" / ca.CERTIFICATE_FILE).absolute()),
    }
    if arguments.json:
        print(json.dumps(facts))
    else:
        for name, value in facts.items():
            print(f"{name:12} {value}")
    return 0

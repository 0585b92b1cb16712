"""``celnice ca``: the gateway's certificate authority: to look at, to hand out, to import the office's own, to change without an outage."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from gateway.errors import UserError
from gateway.settings import Settings

HELP = "show, export, request, import or rotate the gateway's certificate authority"

STEPS = {
    "prepare": "Prepared. /ca.pem now has both certificates: let every device learn the new one, then run `celnice ca rotate --switch`.",
    "switch": "Reload the gateway (systemctl reload celnice): the new authority signs. When no device needs the old one: --retire.",
    "retire": "The old certificate is published no more; devices may remove it.",
    "abandon": "What was prepared is forgotten.",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """``show``, ``export``, ``kit``, ``request``, ``import`` and ``rotate``."""
    verbs = parser.add_subparsers(dest="action", metavar="show|export|kit|request|import|rotate", required=True)
    show = verbs.add_parser("show", help="subject, validity and fingerprint")
    show.add_argument("--json", action="store_true", help="for machines")
    kit = verbs.add_parser("kit", help="what employees' machines are given, with the office's own addresses and certificate")
    kit.add_argument("folder", type=Path, help="a new folder")
    export = verbs.add_parser("export", help="what devices should trust now, in PEM, without keys")
    export.add_argument("file", nargs="?", type=Path, help="where to write it (default: standard output)")
    take = verbs.add_parser("import", help="the office's own subordinate authority, from AD CS for instance: PEM files or one PFX")
    take.add_argument("files", nargs="+", type=Path, metavar="FILE", help="certificate, key and the chain up to the root, in any division")
    take.add_argument("--password-file", type=Path, metavar="FILE", help="holds the password of the key or PFX")
    take.add_argument("--token", metavar="URI", help="the key is on this token (pkcs11:…, RFC 7512) and stays there; no file holds it")
    request = verbs.add_parser("request", help="a request (PKCS #10) to the office's authority for a key on a token")
    request.add_argument("--token", metavar="URI", required=True, help="pkcs11:token=…;object=…?module-path=…&pin-source=…")
    request.add_argument("--name", default="Celnice", help="common name of the subordinate authority (default Celnice)")
    rotate = verbs.add_parser("rotate", help="a new authority without an outage: prepare, --switch, --retire")
    step = rotate.add_mutually_exclusive_group()
    for name, text in (("switch", "let the prepared one sign"), ("retire", "publish the old one no more"), ("abandon", "forget it")):
        step.add_argument(f"--{name}", dest="step", action="store_const", const=name, default="prepare", help=text)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Writes certificates only; never a key."""
    match arguments.action:
        case "export":
            return _export(arguments, settings)
        case "import":
            return _import(arguments, settings)
        case "request":
            return _request(arguments)
        case "rotate":
            return _rotate(arguments.step, settings)
        case "kit":
            return _kit(arguments.folder, settings)
        case _:
            return _show(arguments, settings)


def _folder(settings: Settings) -> Path:
    return settings.data.dir / "ca"


def _export(arguments: argparse.Namespace, settings: Settings) -> int:
    from gateway.proxy import ca_rotation  # noqa: PLC0415  # loads cryptography

    pem = ca_rotation.published(_folder(settings)).decode("ascii")
    if arguments.file is None:
        sys.stdout.write(pem)
        return 0
    try:
        arguments.file.write_text(pem, encoding="ascii")
    except OSError as error:
        raise UserError(f"{arguments.file}: cannot be written ({error.strerror}); choose another path") from None
    return 0


def _kit(folder: Path, settings: Settings) -> int:
    from gateway.commands.parts.client_kit import make  # noqa: PLC0415
    from gateway.proxy import ca  # noqa: PLC0415

    return make(settings, ca.load(_folder(settings)).certificate, folder)


def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    from gateway.proxy import ca, ca_names  # noqa: PLC0415

    authority = ca.load(_folder(settings))
    certificate = authority.certificate
    facts = {
        "subject": certificate.subject.rfc4514_string(),
        "valid_from": certificate.not_valid_before_utc.isoformat(),
        "valid_until": certificate.not_valid_after_utc.isoformat(),
        "sha256": authority.fingerprint,
        "names": "any host" if (names := ca_names.permitted(certificate)) is None else f"{len(names)} names and what is below them",
        "file": str((_folder(settings) / ca.CERTIFICATE_FILE).absolute()),
    }
    if authority.chain:
        facts["root"] = authority.anchor.subject.rfc4514_string()
    if (_folder(settings) / "next").exists():
        facts["next"] = ca.load(_folder(settings) / "next").fingerprint
    if arguments.json:
        print(json.dumps(facts))
    else:
        for name, value in facts.items():
            print(f"{name:12} {value}")
    return 0


def _import(arguments: argparse.Namespace, settings: Settings) -> int:
    from gateway.proxy import ca_import, ca_rotation  # noqa: PLC0415
    from gateway.proxy.ca_token import TokenKey  # noqa: PLC0415
    from gateway.register import register  # noqa: PLC0415

    try:
        password = arguments.password_file.read_bytes().rstrip(b"\r\n") if arguments.password_file else None
        contents = [file.read_bytes() for file in arguments.files]
    except OSError as error:
        raise UserError(f"{error.filename}: cannot be read ({error.strerror})") from None
    names = {name for grant in register(settings).grants.values() for group in grant.service.hosts for name in group.names}
    hosts = sorted(name.removeprefix("*.") for name in names)
    token = TokenKey(arguments.token) if arguments.token else None
    authority = ca_import.read(contents, password, datetime.now(UTC), hosts, token)
    _private(settings.data.dir)
    place = ca_rotation.take(_folder(settings), authority)
    print(f"{authority.certificate.subject.rfc4514_string()}\nsha256 {authority.fingerprint}")
    print("It signs from the first start on." if place == _folder(settings) else STEPS["prepare"])
    return 0


def _request(arguments: argparse.Namespace) -> int:
    from gateway.proxy.ca_request import request  # noqa: PLC0415  # loads cryptography
    from gateway.proxy.ca_token import TokenKey  # noqa: PLC0415

    sys.stdout.write(request(TokenKey(arguments.token), arguments.name).decode("ascii"))
    return 0


def _rotate(step: str, settings: Settings) -> int:
    from gateway.proxy import ca_rotation  # noqa: PLC0415
    from gateway.proxy.ca_names import subtrees  # noqa: PLC0415
    from gateway.register import signed_for  # noqa: PLC0415

    folder = _folder(settings)
    match step:
        case "switch":
            ca_rotation.switch(folder)
        case "retire":
            ca_rotation.retire(folder)
        case "abandon":
            ca_rotation.abandon(folder)
        case _:
            ca_rotation.prepare(folder, subtrees(signed_for(settings)))
    print(STEPS[step])
    return 0


def _private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)

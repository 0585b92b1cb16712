"""A real PKCS#11 token (SoftHSM) with key pairs on it, for tests."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pkcs11 import Attribute, KeyType, lib
from pkcs11.util.ec import encode_named_curve_parameters

from support.deployed import program

MODULES = (Path("/usr/lib/softhsm/libsofthsm2.so"), Path("/usr/lib64/softhsm/libsofthsm.so"))
PIN = "1234"


@dataclass(frozen=True)
class Token:
    folder: Path
    module: Path

    def uri(self, key: str = "ca", **other: str) -> str:
        """The address of a key; ``other`` replaces parts of it."""
        parts = {"token": "urad", "module": str(self.module), "pin": str(self.folder / "pin"), **other}
        return f"pkcs11:token={parts['token']};object={key}?module-path={parts['module']}&pin-source={parts['pin']}"


def token(folder: Path) -> Token:
    """A token of its own in ``folder``, with ``ca`` (P-256) and ``rsa`` (RSA 2048). Names it to the library by SOFTHSM2_CONF of this process."""
    util = program("softhsm2-util", "softhsm2")
    module = next(path for path in MODULES if path.exists())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pin").write_text(f"{PIN}\n")
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    made = [util, "--init-token", "--free", "--label", "urad", "--pin", PIN, "--so-pin", "5678"]
    subprocess.run(made, check=True, capture_output=True)
    library = lib(str(module))
    library.reinitialize()
    with library.get_token(token_label="urad").open(rw=True, user_pin=PIN) as session:
        curve = {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
        session.create_domain_parameters(KeyType.EC, curve, local=True).generate_keypair(store=True, label="ca", id=b"\x01")
        session.generate_keypair(KeyType.RSA, 2048, store=True, label="rsa", id=b"\x02")
    return Token(folder, module)

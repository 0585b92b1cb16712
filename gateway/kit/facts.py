"""What is filled in."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from allowlist.publication.proxy_address import proxy_address


@dataclass(frozen=True, slots=True)
class Facts:
    """Addresses as clients reach them, and the certificate that they are to trust.

    ``proxies`` are as in ``publication.proxies``; ``console`` is a base URL without a slash at its end, ``entrance`` likewise.
    """

    proxies: tuple[str, ...]
    console: str
    entrance: str
    certificate: x509.Certificate
    office: str = ""
    tools: tuple[tuple[str, str], ...] = ()
    """Approved tools: id and the host that programs speak to."""

    @property
    def pem(self) -> str:
        """The certificate as text."""
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")

    @property
    def der(self) -> bytes:
        """The certificate as Windows takes it."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def sha1(self) -> str:
        """What Windows calls the thumbprint: forty hexadecimal digits. A name, no proof."""
        return self.certificate.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303

    @property
    def sha256(self) -> str:
        """As browsers show it."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    @property
    def placeholders(self) -> dict[str, str]:
        """The names that templates may use."""
        first = proxy_address(self.proxies[0])
        return {
            "office": self.office or "úřad",
            "proxy": str(first),
            "proxy_host": first.host.strip("[]"),
            "proxy_url": first.url,
            "pac_url": f"{self.console}/proxy.pac",
            "console": self.console,
            "entrance": self.entrance,
            "sha1": self.sha1,
            "sha256": self.sha256,
            "ca_base64": base64.b64encode(self.der).decode("ascii"),
            "valid_until": f"{self.certificate.not_valid_after_utc:%Y-%m-%d}",
            "base_urls": "\n".join(f"#   {tool}: {self.entrance}/{tool}" for tool, _ in self.tools)
            or "#   (zatím není schválen žádný nástroj)",
            "git_hosts": "\n".join(f'[http "https://{host}"]\n\tproxy = {first.url}' for _, host in self.tools),
        }

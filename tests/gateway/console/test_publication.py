"""What everybody in the office may read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from allowlist.entry import Entry
from allowlist.publication.outputs import OUTPUTS, PAC_PATH, Inputs
from allowlist.publish import tools_json
from allowlist.register import Register
from gateway.console.app import create_app
from gateway.errors import UserError
from gateway.settings import Settings
from support.console import BEARER, TOOLS, Client, Parts


def key_and_certificate() -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Celnice")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private, certificate


def test_the_page_of_tools_is_czech_and_escaped() -> None:
    """Names, conditions, dates in Czech form; what an administrator wrote is text, never markup."""
    page = Client(Parts().app()).get("/tools").text
    assert "<h1>Schválené nástroje AI</h1>" in page
    assert "od 1.\u00a01.\u00a02027 do 31.\u00a012.\u00a02027" in page
    assert "&lt;b&gt;Žádné osobní údaje&lt;/b&gt;" in page
    assert "http://127.0.0.1:8081/openai" in page
    assert "varování NÚKIB" in page
    assert "Jen pro některá pracoviště." in page


def test_the_page_of_tools_speaks_english_to_who_asks() -> None:
    """The browser's language decides, and caches are told so."""
    answer = Client(Parts().app()).get("/tools", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert "<h1>Approved AI tools</h1>" in answer.text
    assert "a warning of NÚKIB" in answer.text
    assert answer.headers["vary"] == "Accept-Language, Cookie"


def test_an_empty_list_says_so() -> None:
    """Nothing approved is a sentence, not an empty page."""
    empty = {**TOOLS, "tools": [], "forbidden": []}
    assert "Zatím není schválen žádný nástroj." in Client(Parts(tools=lambda: empty).app()).get("/tools").text


def test_the_list_is_json_for_machines() -> None:
    """``/tools.json`` is what the register publishes."""
    assert Client(Parts().app()).get("/tools.json").json() == TOOLS


def test_the_real_registers_list_fits_the_page() -> None:
    """The page renders what :mod:`allowlist.publish` makes of the packaged catalogue."""
    register = Register.from_entries([Entry("openai", "pracovní skupina 1/2027", date(2027, 1, 1), date(2027, 12, 31))])
    published = tools_json(register, datetime(2027, 3, 14, tzinfo=UTC))
    page = Client(Parts(tools=lambda: published).app()).get("/tools").text
    assert published["tools"][0]["name"] in page
    assert "pracovní skupina 1/2027" not in page, "who approved stays inside"


def test_the_pac_file_has_the_type_that_browsers_want() -> None:
    """Without ``application/x-ns-proxy-autoconfig`` some ignore it."""
    answer = Client(Parts().app()).get("/proxy.pac")
    assert answer.headers["content-type"] == "application/x-ns-proxy-autoconfig"
    assert "FindProxyForURL" in answer.text


WRITTEN = sorted(set(OUTPUTS) - {PAC_PATH})


def _outputs(path: str, language: str) -> bytes:
    register = Register.from_entries([Entry("openai", "pracovní skupina 1/2027", date(2027, 1, 1), date(2027, 12, 31))])
    given = Inputs(register, ("proxy.urad.example:8080",), "https://celnice.urad.example", datetime(2027, 3, 14, tzinfo=UTC), language)
    return OUTPUTS[path].write(given)


def _app(output: Callable[[str, str], bytes]) -> Client:
    ports = Parts().ports()
    published = dataclasses.replace(ports.publication, output=output)
    return Client(create_app(dataclasses.replace(ports, publication=published), Settings()))


@pytest.mark.parametrize("path", WRITTEN)
def test_each_output_has_its_type_and_its_name(path: str) -> None:
    """What the register writes is what comes out, to everybody, for GET and HEAD, and only for a minute."""
    client = _app(_outputs)
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content == _outputs(path, "cs")
    assert answer.headers["content-type"] == OUTPUTS[path].media_type
    assert answer.headers["content-disposition"] == f'inline; filename="{OUTPUTS[path].file}"'
    assert answer.headers["cache-control"] == "max-age=60"
    head = client.request("HEAD", path)
    assert (head.status_code, head.content) == (200, b"")


def test_the_feed_speaks_the_browsers_language() -> None:
    """The feed is Czech, and English to who asks for it."""
    client = _app(_outputs)
    assert "OpenAI API: schváleno" in client.get("/tools.atom").text
    assert "OpenAI API: approved" in client.get("/tools.atom", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("path", WRITTEN)
def test_an_output_that_cannot_be_written_is_503(path: str) -> None:
    """Until the settings name the proxy and the console, the answer says unavailable, for machines, and tells nothing else."""
    answer = Client(Parts().app()).get(path)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"


def test_there_are_no_other_outputs() -> None:
    """A path beside the listed ones is behind the door, and with the token it is nothing."""
    client = _app(_outputs)
    for path in ("/tools/", "/tools/squid.conf/", "/tools/../tools/squid.conf/x", "/tools.atom/x"):
        assert client.get(path).status_code == 401, path
        assert client.get(path, headers=BEARER).status_code == 404, path


def test_only_certificates_leave_as_the_ca() -> None:
    """Also when a key stands in the same file, as mitmproxy keeps it, only the certificate comes out."""
    private, certificate = key_and_certificate()
    answer = Client(Parts(certificate=lambda: private + certificate).app()).get("/ca.pem")
    assert answer.headers["content-type"] == "application/x-pem-file"
    assert answer.content == certificate
    assert b"PRIVATE" not in answer.content


def no_file() -> bytes:
    raise FileNotFoundError("/secret/path")


def no_authority() -> bytes:
    raise UserError("/secret/path: no CA")


@pytest.mark.parametrize("certificate", [no_file, no_authority, lambda: b"", lambda: key_and_certificate()[0]])
def test_without_a_certificate_it_is_503(certificate: object) -> None:
    """A missing or broken CA is said as unavailable, without the path and without the key."""
    answer = Client(Parts(certificate=certificate).app()).get("/ca.pem")  # type: ignore[arg-type]
    assert answer.status_code == 503
    assert "secret" not in answer.text
    assert "PRIVATE" not in answer.text

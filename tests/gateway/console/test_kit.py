"""The page of the deployment kit."""

from __future__ import annotations

from gateway.console.kit import PLATFORMS
from gateway.console.texts import text
from support.console import BEARER, Client, Parts
from support.managing import NOW, manager


def page(**changes: object) -> str:
    return Client(Parts(manager=manager(**changes)).app()).get("/admin/kit", headers=BEARER).text


def test_every_platform_is_explained() -> None:
    """With its files, and the authority's fingerprint to compare."""
    found = page()
    assert all(text("cs", f"kit.{name}.files") in found for name in PLATFORMS)
    assert "AB:AB" in found
    assert "kterékoli jméno" in found


def test_the_archive_is_downloaded() -> None:
    """Under a name that says what it is; 503 while there is no authority."""

    def missing() -> bytes:
        raise FileNotFoundError

    answer = Client(Parts().app()).get("/admin/kit.zip", headers=BEARER)
    assert answer.headers["content-disposition"] == 'attachment; filename="celnice-kit.zip"'
    assert answer.content == b"PK"
    assert Client(Parts(manager=manager(kit=missing)).app()).get("/admin/kit.zip", headers=BEARER).status_code == 503


def test_an_authority_that_ends_is_said() -> None:
    """Before it is too late; and a node without one says where it comes from."""
    ended = manager().authority()
    assert ended is not None
    late = manager(now=lambda: ended.until)
    assert "celnice ca rotate" in Client(Parts(manager=late).app()).get("/admin/kit", headers=BEARER).text
    assert "celnice run" in page(authority=lambda: None)
    assert ended.until > NOW

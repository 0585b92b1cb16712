"""The directory: every server answers over TLS, takes the gateway's own account, and knows the base."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around
from gateway.errors import UserError
from gateway.people.ldap import LdapWay, OwnAccount, Setup, Unanswered
from gateway.people_settings import Ldap


class _Nobody:
    """Counts nothing."""

    def identified(self, way: str, outcome: str) -> None:
        """Nobody is told."""

    def way_down(self, way: str, down: bool) -> None:
        """Nobody is told."""


def run(around: Around) -> Iterator[Result]:
    """Each server by itself: at work the second one hides that the first one is gone."""
    settings = around.settings.people.ldap
    if settings is None:
        yield ok("no directory is set")
        return
    results = [_asked(server, settings) for server in settings.servers]
    sound = any(not result.state for result in results)
    for result in results:
        # While another server answers, everybody gets in.
        yield warning(result.what, result.todo) if result.state and sound else result


def _asked(server: str, settings: Ldap) -> Result:
    try:
        LdapWay(settings.model_copy(update={"servers": (server,)}), _Nobody()).check()
    except UserError as error:
        return fault(str(error), "name a PEM file of the directory's authority in people.ldap.ca")
    except OwnAccount:
        return fault(f"{server} refuses the gateway's own account", "check people.ldap.bind_dn, and the first line of bind_password_file")
    except Setup:
        return fault(f"{server} answers, but has no {settings.base}", "check people.ldap.base, and what the account may read")
    except Unanswered:
        return fault(
            f"{server} does not answer over TLS",
            "let TCP 636 (or 389 with StartTLS) pass to it; its certificate must name this host and come from people.ldap.ca",
        )
    return ok(f"{server} answers, and knows the gateway's account")


CHECK = Check("ldap", 130, run, network=True)

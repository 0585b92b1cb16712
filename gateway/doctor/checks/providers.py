"""The providers of approved tools: reached, in the way in which the proxy reaches them, and believed."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around
from gateway.doctor.dialling import Reached, Unreached

SLOW = 2.0
"""Seconds for connection, handshake and one answer: people notice."""

TODO = {
    "host name not found": "see what the check `dns` says",
    "the name leads to a private address": "check the resolver; if the provider does lie there, name the network in outbound.private",
    "no connection": "let the firewall pass TCP 443 from this machine, or name the office's proxy in outbound.parent",
    "the parent proxy does not answer": "check outbound.parent, and that this machine reaches it",
    "the parent proxy wants other credentials": "check outbound.parent_user and the file of its password",
    "the parent proxy does not let it through": "have this host allowed on the parent proxy",
    "no source address for it": "add an address of that IP version to outbound.source_addresses, or leave the list empty",
    "no answer in time": "try again; then see what stands between this machine and the provider",
    "certificate expired": "check this machine's clock first; then ask the provider",
    "certificate not trusted": "something between looks into TLS: exempt this machine there, or name its authority in proxy.upstream_ca",
}
ELSE = "try it from this machine: curl -sv https://HOST/ -o /dev/null"


def run(around: Around) -> Iterator[Result]:
    """Every host; those that answer in one line."""
    answers = around.answers
    if not answers:
        yield ok("no approved tool has a host to reach")
        return
    reached = {host: answer for host, answer in answers.items() if isinstance(answer, Reached)}
    for host, answer in answers.items():
        if isinstance(answer, Unreached):
            yield fault(f"{host}: {answer.why}", TODO.get(answer.why, ELSE.replace("HOST", host)))
        elif answer.seconds > SLOW:
            yield warning(
                f"{host} took {answer.seconds:.1f} s to answer", "look at the line, and at what stands between; people wait for it"
            )
    if reached:
        slowest = max(answer.seconds for answer in reached.values())
        yield ok(f"{len(reached)} of {len(answers)} hosts answer, the slowest in {slowest * 1000:.0f} ms")


CHECK = Check("providers", 120, run, network=True)

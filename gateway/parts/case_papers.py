"""The papers of cases, requests and years, filled from the store and the settings: for the console and for the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.console.case_ports import Papers, WrongPaper
from gateway.papers import annual, papers, register, requests, template
from gateway.papers.model import Paper
from gateway.policy import policy_of
from gateway.record.request.case import replay
from gateway.settings import Settings
from gateway.store import paths, signing
from gateway.store.breaches import BreachStore
from gateway.store.events import EventStore
from gateway.store.requests import RequestStore

TABLES = {"csv": register.as_csv, "xlsx": register.as_xlsx}


@dataclass(frozen=True, slots=True)
class CasePapers:
    """Everything that a paper needs. Every method blocks and may raise StoreUnavailable, WrongTemplate."""

    settings: Settings
    breaches: BreachStore
    requests: RequestStore
    events: EventStore
    now: Callable[[], datetime]
    name: Callable[[str], str]
    tools: Callable[[], tuple[str, ...]]
    """Names of the approved tools."""

    def of_case(self, name: str, number: str) -> Paper:
        """One paper of a case."""
        case, history = self.breaches.case(number), self.breaches.history(number)
        return papers.of_case(name, case, history, self.settings.office, self.now(), self.name, self.breaches.cases())

    def of_request(self, name: str, number: str) -> Paper:
        """One paper of a request, with the events that its last search can still name."""
        request = replay(number, self.requests.history(number))
        return requests.of_request(name, request, self.settings.office, self.settings.retention, self.now(), tool_name=self.name)

    def dossier(self, number: str) -> bytes:
        """The zip, with the outcome of verifying the whole record now."""
        case, history = self.breaches.case(number), self.breaches.history(number)
        rows = (self.events.get(identity) for identity in [*case.facts.get("events", []), *case.facts.get("choices", [])])
        public = [row.public() for row in rows if row is not None]
        office, others = self.settings.office, self.breaches.cases()
        return papers.dossier(case, history, office, self.now(), public, self.name, others, self.verified())

    def verified(self) -> dict[str, Any]:
        """What checking the chains says, with their heads: whoever holds an earlier head can compare."""
        report = self.events.verify(signing.trusted(paths.erasure_keys(self.settings.data.dir)))
        return {
            "verified_at": self.now().isoformat(timespec="seconds"),
            "sound": report.sound,
            "entries": report.entries,
            "erased": report.erased,
            "problems": [f"{one.kind.value} {one.writer}/{one.seq}" for one in report.problems],
            "heads": [{"writer": head.writer, "seq": head.seq, "hash": head.hash.hex()} for head in report.heads],
        }

    def register(self, form: str) -> bytes:
        """The register of breaches; ``form`` is csv or xlsx."""
        return TABLES[form](self.breaches.cases(), self.name)

    def yearly(self, year: int) -> Paper:
        """The officer's report."""
        return papers.yearly(self.breaches.cases(), year, self.settings.office, self.now(), self.name)

    def standing(self, name: str) -> Paper:
        """A paper that belongs to no case; the plan is that of the running year, from the cases of the last one."""
        now, office = self.now(), self.settings.office
        if name == "plan_cinnosti":
            return papers.plan(self.breaches.cases(), annual.prague_year(now) - 1, office, now, self.name)
        return papers.standing(
            name,
            office,
            now,
            tools=self.tools(),
            policy=policy_of(self.settings).version,
            retention_days=self.settings.retention.attempts_days,
            version=self.settings.people.notice_version,
        )


def port(made: CasePapers) -> Papers:
    """The console's port over them."""

    def written(paper: Callable[..., Paper]) -> Callable[..., bytes]:
        def write(*given: Any) -> bytes:
            try:
                return papers.WRITERS[given[-1]](paper(*given[:-1]))
            except template.WrongTemplate as error:
                raise WrongPaper(str(error)) from None

        return write

    def dossier(number: str) -> bytes:
        try:
            return made.dossier(number)
        except template.WrongTemplate as error:
            raise WrongPaper(str(error)) from None

    return Papers(
        names=papers.OF_A_CASE,
        request_names=requests.OF_A_REQUEST,
        of_case=written(made.of_case),
        of_request=written(made.of_request),
        dossier=dossier,
        register=made.register,
        yearly=written(made.yearly),
        standing=written(made.standing),
        standing_names=papers.STANDING,
    )

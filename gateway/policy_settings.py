"""The settings of ``[policy]``: what is done with findings, how much may be sent at once, and what happens to what cannot be read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from gateway.section import Section


class PolicyRule(Section):
    """One rule of the policy. The first one that fits a finding decides on it; what no rule fits is blocked."""

    name: str = Field(min_length=1, max_length=80, description="What the rule is called in explanations and events.")
    action: Literal["ignore", "warn", "pseudonymise", "block"] = Field(description="What is done with the findings it fits.")
    kinds: tuple[str, ...] = Field((), description="Entity names such as PERSON; empty means every kind.")
    tools: tuple[str, ...] = Field((), description="Catalogue ids of tools; empty means every tool.")
    groups: tuple[str, ...] = Field((), description="Directory groups of which the person is in one; empty means everybody.")
    operations: tuple[str, ...] = Field((), description="Operations of the catalogue such as chat.completions; empty means all.")
    below: float | None = Field(None, gt=0, le=1, description="Only findings with a score below this.")
    since: date | None = Field(None, description="First day on which the rule holds.")
    until: date | None = Field(None, description="Last day on which the rule holds.")


class Pseudonymising(Section):
    """A tool that may be given pseudonymised text."""

    approved_by: str = Field(min_length=1, description="Who approved it (the working group, with its decision's number).")
    since: date = Field(description="First day.")
    until: date = Field(description="Last day, inclusive, in the time of Prague.")
    style: Literal["token", "surrogate"] = Field(
        "token", description="`token` (`[OSOBA_1]`) or `surrogate`: realistic values that are nobody's, for tools that do better with them."
    )


class Monitoring(Section):
    """A tool in a trial: findings leave and are recorded as suspected incidents. Floors still block."""

    group_approver: str = Field(min_length=1, description="Who approved the trial for the working group.")
    dpo_approver: str = Field(min_length=1, description="Which data protection officer approved it.")
    since: date = Field(description="First day.")
    until: date = Field(description="Last day; at most 30 days in all.")


class PolicyBounds(Section):
    """Limits of some tools and groups. Of each limit the first entry counts that fits and speaks of it. They stand below the gateway's own
    limits, and nothing here raises those.
    """

    name: str = Field(min_length=1, max_length=80, description="What the entry is called in explanations.")
    tools: tuple[str, ...] = Field((), description="Catalogue ids of tools; empty means every tool.")
    groups: tuple[str, ...] = Field((), description="Directory groups of which the person is in one; empty means everybody.")
    operations: tuple[str, ...] = Field((), description="Operations of the catalogue; empty means all.")
    threshold: float | None = Field(
        None,
        ge=0.1,
        le=0.85,
        description="Here instead of `policy.threshold`. For birth numbers, special categories and criminal data the lower of both counts.",
    )
    max_text_characters: int | None = Field(
        None, ge=100, description="Most text of one request in characters: every string, the repeated history among them, without files."
    )
    max_file_bytes: int | None = Field(None, ge=1024, description="Largest file in bytes; at most `documents.max_file_bytes`.")
    max_files: int | None = Field(None, ge=0, le=1000, description="Most files in one request; 0 for none at all.")
    since: date | None = Field(None, description="First day on which the entry holds.")
    until: date | None = Field(None, description="Last day on which the entry holds.")


class UnreadAnswer(Section):
    """What happens to what could not be read. The first entry that fits decides; without one it is stopped, an encrypted file, too."""

    name: str = Field(min_length=1, max_length=80, description="What the entry is called in explanations.")
    reasons: tuple[Annotated[str, Field(max_length=40)], ...] = Field(
        min_length=1,
        description="Why it could not be read: of a file `encrypted`, `unknown_document`, `broken_document`, `document_limit`, "
        "`many_scans`, `no_ocr`, `media`; of a text `not_scanned`. Nothing else is left open.",
    )
    answer: Literal["block", "warn"] = Field(
        "block",
        description="`block`, or `warn`: a known person may confirm it with a justification; it passes once and is a suspected incident.",
    )
    tools: tuple[str, ...] = Field((), description="Catalogue ids of tools; `warn` must name them. Empty means every tool.")
    groups: tuple[str, ...] = Field((), description="Directory groups of which the person is in one; empty means everybody.")
    operations: tuple[str, ...] = Field((), description="Operations of the catalogue; empty means all.")
    approved_by: str = Field("", description="Who approved it (the working group, with its decision's number); `warn` must say so.")
    since: date | None = Field(None, description="First day; `warn` must say so.")
    until: date | None = Field(None, description="Last day, inclusive; `warn` must say so.")


class PolicySources(Section):
    """Sources that the provider may read by itself, although nobody here can scan them: an approval of exactly these, for some tools and a
    time. Any other source stays stopped.
    """

    name: str = Field(min_length=1, max_length=80, description="What the entry is called in the policy's words.")
    sources: tuple[Annotated[str, Field(max_length=2048)], ...] = Field(
        min_length=1,
        description="Each exactly: `https://host/path` of an MCP server, `connector:ID`, `prompt:ID`, "
        "`index:https://NAME.search.windows.net/indexes/INDEX` (Azure), `index:projects/…` (Vertex AI), `gs://bucket` or `s3://bucket`.",
    )
    tools: tuple[str, ...] = Field(min_length=1, description="Catalogue ids of the tools that may read them.")
    groups: tuple[str, ...] = Field((), description="Directory groups of which the person is in one; empty means everybody.")
    operations: tuple[str, ...] = Field((), description="Operations of the catalogue; empty means all.")
    approved_by: str = Field(min_length=1, description="Who approved it (the working group, with its decision's number).")
    since: date = Field(description="First day.")
    until: date = Field(description="Last day, inclusive, in the time of Prague.")


class Policy(Section):
    """What is done with findings."""

    threshold: float = Field(0.5, ge=0.1, le=0.85, description="Findings with a score below this are not acted upon.")
    public_values_pass: bool = Field(True, description="Whether public persons and values are no findings to act on.")
    rules: tuple[PolicyRule, ...] = Field((), description="Rules in order, `[[policy.rules]]`; without any, every finding blocks.")
    bounds: tuple[PolicyBounds, ...] = Field((), description="Limits by tool and group, `[[policy.bounds]]`.")
    unread: tuple[UnreadAnswer, ...] = Field((), description="What happens to what could not be read, `[[policy.unread]]`.")
    sources: tuple[PolicySources, ...] = Field(
        (), description="Sources that the provider may read by itself, `[[policy.sources]]`; any other is stopped."
    )
    document_authors: Literal["block", "ignore"] = Field(
        "block",
        description="Names of persons that office programs write into a document's properties (author, last saved by, company, manager): "
        "findings like any other, or ignored. Anything else there counts in any case.",
    )
    unknown_files: Literal["block", "record"] = Field(
        "block",
        description="Requests with the id of a file, or of a vector store and the like, that lies at the provider and was not scanned here "
        "when it got there (before the gateway, or elsewhere), or with a source that the provider reads by itself (connector, MCP server, "
        "index, stored prompt, link that is a key): stopped, or let through with an event.",
    )
    pseudonymise: dict[str, Pseudonymising] = Field(
        default_factory=dict, description="Tools that may be given pseudonymised text, by catalogue id, `[policy.pseudonymise.openai]`."
    )
    monitor: dict[str, Monitoring] = Field(
        default_factory=dict, description="Tools in a monitored trial, by catalogue id, `[policy.monitor.openai]`."
    )

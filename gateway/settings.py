"""One typed settings object, checked at start. An unknown key refuses to start, and the error names the line.

Order: defaults below, then ``celnice.toml``, then the environment (``CELNICE_PROXY__PORT=8080``; two underscores go one level down).
A secret may also come from a file: ``CELNICE_STORE__URL_FILE=/run/secrets/store``. Every key is documented in docs/settings.md.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from gateway.breach_settings import Breach
from gateway.feed_settings import Feed, FeedName
from gateway.keeping_settings import Evidence, Retention
from gateway.outbound_settings import Outbound
from gateway.people_settings import People
from gateway.policy_settings import Policy
from gateway.port_settings import Behind, Console, Entrance, Listener, Proxy, Transparent
from gateway.section import Section
from gateway.tracing_settings import Tracing

__all__ = ["Behind", "Console", "Entrance", "Listener", "Outbound", "Proxy", "Section", "Settings", "Tool", "Transparent"]


class Data(Section):
    """Where the node keeps what is its own."""

    dir: Path = Field(Path("celnice-data"), description="Folder of the CA, tokens, keys, spool and the default store; made with mode 0700.")


class Office(Section):
    """The office itself, for papers and pages. Empty fields stand empty in papers."""

    name: str = Field("", description="Name of the office (the controller).")
    ico: str = Field("", description="Its identification number.")
    address: str = Field("", description="Its seat.")
    place: str = Field("", description="The town that papers are dated in.")
    data_box: str = Field("", description="Its data box.")
    dpo_name: str = Field("", description="Name of the data protection officer.")
    dpo_contact: str = Field("", description="How the officer is reached: telephone, e-mail.")
    director: str = Field("", description="Name of the director.")
    templates: Path | None = Field(None, description="Folder with the office's own templates of papers; they stand before ours.")


class Publication(Section):
    """What clients and network devices read of the register."""

    proxies: tuple[str, ...] = Field(
        (),
        description="`host:port` of the proxies as clients reach them (`https://host:port` where they speak TLS), in the order in which "
        "they are tried; empty means this one.",
    )
    base_url: str = Field("", description="Where clients reach the console, e.g. `https://celnice.urad.cz`; empty means this address.")


class Detection(Section):
    """The detection processes."""

    processes: int = Field(2, ge=1, le=64, description="Detection processes on this node; with two, a long text never delays a short one.")
    deadline_seconds: float = Field(15.0, gt=0, le=300, description="Longest wait of one request for its scan; after it: not scanned.")
    queue: int = Field(64, ge=1, le=4096, description="Requests of one proxy process that may wait for detection; above it: not scanned.")
    public_list: Path | None = Field(
        None,
        description="TOML file of what is public at this office: its own numbers, its officials (docs/public-list.md); relative to the "
        "configuration file. A change takes effect at once; a file with a mistake never replaces a good one.",
    )


class Documents(Section):
    """The processes that read files inside requests. What cannot be read within these limits is opaque."""

    processes: int = Field(2, ge=1, le=64, description="Document processes on this node: how many files are read at once.")
    deadline_seconds: float = Field(120.0, gt=0, le=600, description="Longest wait of one request for its files; after it: opaque.")
    memory_mb: int = Field(1024, ge=256, le=65536, description="Memory that reading one file may take, in MB; above it: opaque.")
    max_file_bytes: int = Field(100 * 1024 * 1024, ge=1024, description="Largest file in bytes; above it: opaque.")
    queue: int = Field(16, ge=1, le=4096, description="Files of one proxy process that may be read or wait; above it: opaque.")
    ocr_languages: tuple[Annotated[str, Field(pattern="^[a-z]{3}(_[a-z]{3,4})?$")], ...] = Field(
        ("ces", "slk"),
        description="Languages of text recognition in pictures (Tesseract's data). While one is not installed, pictures are opaque; "
        "`[]` turns text recognition off.",
    )
    transcriber: tuple[str, ...] = Field(
        (),
        description='Command of a local speech recogniser, `["/usr/bin/whisper-cli", "-l", "cs", "-m", "…", "-f", "{file}"]`: what it '
        "prints is scanned. It has `memory_mb` and `deadline_seconds`, and no network. Without one, recordings are opaque.",
    )

    @field_validator("transcriber")
    @classmethod
    def _is_a_program(cls, command: tuple[str, ...]) -> tuple[str, ...]:
        if command and not (command[0].startswith("/") and os.access(command[0], os.X_OK)):
            raise ValueError("begins with the whole path of a program that may be run here")
        return command


class Store(Section):
    """The event store."""

    url: str = Field("", repr=False, description="Store address: empty for SQLite in the data folder, or `postgresql+psycopg://…`.")


class Answers(Section):
    """What people read who are stopped."""

    texts: Path | None = Field(
        None,
        description="Folder with the office's own `cs.toml` and `en.toml`: single texts over ours (`celnice config texts`); relative to "
        "the configuration file. A change takes effect at once; a file with a mistake never replaces a good one.",
    )


class Approval(Section):
    """The register of AI tools that the working group keeps in the store."""

    refresh_seconds: float = Field(
        1.0, ge=0.5, le=300, description="How often each proxy asks the store whether the register, the people or a suspension changed."
    )
    review_grace_days: int = Field(30, ge=0, le=365, description="How many days a review may be late before the tool closes by itself.")
    warn_days: int = Field(30, ge=1, le=365, description="How many days ahead an approval, contract or review that ends is announced.")
    reports_threshold: int = Field(3, ge=1, le=1000, description="So many reports of wrong output ask the working group for a review.")
    reports_days: int = Field(90, ge=1, le=3650, description="In how many days those reports count.")
    method: Path | None = Field(None, description="TOML file with the office's own risk method; empty means the one that ships.")


class Tool(Section):
    """An approved AI tool: one entry of the register. The key of the table is the id of a catalogue service."""

    approved_by: str = Field(min_length=1, description="Who approved the tool (the working group, with its decision's number).")
    approved_from: date = Field(description="First day of the approval.")
    approved_until: date = Field(description="Last day of the approval, inclusive, in the time of Prague.")
    conditions: tuple[str, ...] = Field((), description="Conditions of use, shown to employees.")
    groups: tuple[str, ...] = Field((), description="Groups that may use the tool; empty means everyone.")
    unknown: Literal["refuse", "walk"] = Field(
        "refuse", description="Unknown operations with a body: `refuse`, or `walk` (every leaf scanned, and what cannot be read is opaque)."
    )
    opaque: Literal["block"] = Field("block", description="Bodies that cannot be read: `block`.")
    tenant: dict[str, str] | None = Field(
        None, description="The office's own account at the vendor, `[tools.<id>.tenant]`: others are then refused by the vendor."
    )
    provider_key_file: Path | None = Field(
        None, description="File with the vendor's key, which the base-URL entrance puts in place of a person's own key."
    )
    pin: str | None = Field(None, description="Reach this tool's hosts at a fixed `address:port`, whatever DNS says (tests, the demo).")


class Demo(Section):
    """The stand-in AI provider that lets a fresh installation be tried."""

    stand_in: bool | None = Field(
        None, description="Run and approve the local stand-in provider demo.celnice.test; unset means: only while no tool is approved."
    )


class Log(Section):
    """The log on standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least severity that is logged.")
    format: Literal["text", "json"] = Field("text", description="`text`, or `json`: one object a line, for collectors of logs.")


class Settings(Section):
    """Everything an administrator can set."""

    data: Data = Data()
    proxy: Proxy = Proxy()
    transparent: Transparent = Transparent()
    entrance: Entrance = Entrance()
    outbound: Outbound = Outbound()
    console: Console = Console()
    publication: Publication = Publication()
    office: Office = Office()
    detection: Detection = Detection()
    documents: Documents = Documents()
    store: Store = Store()
    policy: Policy = Policy()
    answers: Answers = Answers()
    people: People = People()
    approval: Approval = Approval()
    evidence: Evidence = Evidence()
    breach: Breach = Breach()
    retention: Retention = Retention()
    demo: Demo = Demo()
    log: Log = Log()
    tracing: Tracing = Tracing()
    feeds: dict[FeedName, Feed] = Field(default_factory=dict, description="Where events and breach cases go, by a name of your own.")
    tools: dict[str, Tool] = Field(default_factory=dict, description="Approved AI tools by catalogue id, e.g. `[tools.openai]`.")

    @property
    def runs_stand_in(self) -> bool:
        """Whether the demo's stand-in provider runs on this node."""
        return not self.tools if self.demo.stand_in is None else self.demo.stand_in

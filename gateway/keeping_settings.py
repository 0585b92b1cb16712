"""The settings ``[evidence]`` and ``[retention]``: what is kept of a prompt, for whom, and how long anything is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from gateway.section import Section

type Level = Literal["none", "excerpt", "full"]


class Evidence(Section):
    """What is kept of a recorded prompt beside its event, sealed to public keys: the gateway writes it and cannot read it."""

    keep: Level = Field(
        "none", description="`none`, `excerpt` (the surroundings of each finding, every finding masked) or `full` (the scanned texts)."
    )
    tools: dict[str, Level] = Field(
        default_factory=dict, description="The same for single tools, by catalogue id; it stands before `keep`."
    )
    readers: tuple[Path, ...] = Field((), description="Public keys (`celnice evidence keys new`) whose holders open evidence: the officer.")
    second_readers: tuple[Path, ...] = Field(
        (), description="Public keys of second holders. With any, opening takes one key of each list: two persons."
    )
    days: int = Field(30, ge=1, le=3650, description="How long sealed evidence is kept, in days; that of incidents and holds stays.")

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if {self.keep, *self.tools.values()} != {"none"} and not self.readers:
            raise ValueError("evidence that is kept needs readers; run `celnice evidence keys new`, and name the public key in readers")
        if set(self.readers) & set(self.second_readers):
            raise ValueError("a key in readers and second_readers at once makes one person of two; take it out of one of them")
        return self

    def level(self, tool: str) -> Level:
        """What is kept of one tool's prompts."""
        return self.tools.get(tool, self.keep)


class Retention(Section):
    """How long things are kept. What is over is erased by every node by itself; chains stay whole."""

    attempts_days: int = Field(90, ge=1, le=3650, description="Attempts that were stopped, refusals, recorded passes: days.")
    incident_years: int = Field(
        5, ge=1, le=100, description="Events of an incident: whole calendar years after the one in which its case was closed (filing plan)."
    )
    trail_years: int = Field(5, ge=1, le=100, description="Who opened evidence, and other acts of officials: whole calendar years.")
    requests_years: int = Field(5, ge=1, le=100, description="Requests of data subjects: whole calendar years after their end.")
    pseudonym_days: int = Field(
        30, ge=1, le=365, description="Which token stands for which value in chats whose history the provider keeps: days since the last."
    )
    filing_mark: str = Field("S", description="Shredding mark of incidents in the office's filing plan, shown beside their period.")

"""Who acts at the command line, whatever they call themselves."""

from __future__ import annotations

import getpass

from allowlist.workflow.entered import Entered, Way


def own_entry(paper: str = "") -> Entered:
    """How a step of the command line came: whoever has a shell on the server writes any name, and their own is beside it."""
    return Entered(Way.COMMAND_LINE, getpass.getuser(), paper.strip())


def own_ids(who: str) -> tuple[str, ...]:
    """The user of this machine, who acts in their own name; () where ``--who`` names somebody else: then a paper that they signed is
    entered, and no account proves it (:mod:`allowlist.workflow.same_person`).
    """
    return () if who else (f"os:{getpass.getuser()}",)

"""What the settings say of the register that the working group keeps: its rules and the risk method."""

from __future__ import annotations

from allowlist.workflow import risk
from allowlist.workflow.risk import Method
from allowlist.workflow.standing import Rules
from gateway.errors import UserError
from gateway.settings import Settings


def rules_of(settings: Settings) -> Rules:
    """When tools close by themselves, and what is announced."""
    given = settings.approval
    return Rules(given.review_grace_days, given.warn_days, given.reports_threshold, given.reports_days)


def method_of(settings: Settings) -> Method:
    """The office's risk method, or the one that ships. Raises UserError."""
    path = settings.approval.method
    if path is None:
        return risk.packaged()
    try:
        return risk.read(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"approval.method: {path} cannot be read ({type(error).__name__})") from None
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"approval.method: {path}: {error if type(error) is ValueError else type(error).__name__}") from None

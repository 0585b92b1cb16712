"""Why a request was answered here instead of by the provider: the keys of the texts, and of :class:`~gateway.model.Notice`."""

from __future__ import annotations

from enum import StrEnum

from gateway.decide.unread import UNREAD


class Reason(StrEnum):
    """A closed set; each has its text in every language and its code in error envelopes."""

    PERSONAL_DATA = "personal_data"  # findings that policy blocks
    CONFIRM = "confirm"  # findings that policy warns of: they pass after a justification
    CONFIRM_UNREAD = "confirm_unread"  # a part that could not be read, where policy leaves it to the employee; the detail says why
    OPAQUE_BODY = "opaque_body"  # the body could not be read; the notice's detail says why
    TOO_LARGE = "too_large"  # over the limit on requests
    POLICY_LIMIT = "policy_limit"  # over what the office lets this person send to this tool at once; the detail says what
    UNKNOWN_OPERATION = "unknown_operation"  # an approved tool, but not a known operation of it
    NOT_APPROVED = "not_approved"  # a catalogued AI service without approval
    FORBIDDEN = "forbidden"  # a service that law or a government decision forbids
    UNKNOWN_HOST = "unknown_host"  # a host outside the catalogue
    NOT_SCANNED = "not_scanned"  # a detector failed or ran out of time
    GATEWAY_FAULT = "gateway_fault"  # a fault of ours
    EVENT_NOT_STORED = "event_not_stored"  # the record could not be written
    TELEMETRY = "telemetry"  # measurements that the tool sends home
    PLAIN_HTTP = "plain_http"  # http:// without TLS
    HOST_MISMATCH = "host_mismatch"  # Host, SNI and CONNECT target disagree
    WEBSOCKET = "websocket"  # a WebSocket that is not approved
    UNIDENTIFIED = "unidentified"  # nobody can say who asks, or the proof is wrong
    DIRECTORY_DOWN = "directory_down"  # the directory of people does not answer
    NOTICE = "notice"  # the notice of checking has not been read
    TRAINING = "training"  # no training that counts
    SUSPENDED = "suspended"  # the kill switch has stopped this person
    OWN_ACCOUNT = "own_account"  # an operation without the office's account
    NO_PROVIDER_KEY = "no_provider_key"  # the office has no key of the vendor for this tool

    @property
    def code(self) -> str:
        """What programs see in an error envelope. The first is agreed with clients and stays."""
        return "czech_pii_blocked" if self is Reason.PERSONAL_DATA else f"celnice_{self.value}"


def reason_of(name: str) -> Reason:
    """The reason of that name; a name that nobody knows is a fault of ours, and still gets an answer."""
    try:
        return Reason(name)
    except ValueError:
        return Reason.GATEWAY_FAULT


def reason_shown(verdict: str, reason: str) -> str:
    """Under which reason a stopped request is explained: a warning has a text of its own."""
    if verdict != "warn":
        return reason
    return Reason.CONFIRM_UNREAD.value if reason == UNREAD else Reason.CONFIRM.value

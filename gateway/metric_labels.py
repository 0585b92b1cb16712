"""The closed sets of label values. What is in none of them is counted as ``other``; a new one is a line here."""

from __future__ import annotations

from typing import Final

from gateway.model import OpaqueReason, ScanOutcome

OTHER: Final = "other"

STAGES: Final = frozenset({"connect", "admit", "extract", "detect", "decide", "act", "record", "restore"})
"""The way of one request (DESIGN), and before it that of its connection."""

FAULTS: Final = STAGES | {"uploads"}
"""Where the boundary caught something: a stage, or what is kept of uploads between two requests."""

VERDICTS: Final = frozenset({"pass", "pass_recorded", "pseudonymise", "warn", "block", "refuse"})
"""``Verdict.name`` of :mod:`gateway.decide.verdict`, and ``refuse`` for what *admit* did not let in."""

LEFT: Final = VERDICTS - {"block", "refuse"}
"""With these a request goes to the provider."""

SCANS: Final = tuple(outcome.value for outcome in ScanOutcome)

ENTRANCES: Final = frozenset({"proxy", "base_url"})

PROCESSES: Final = frozenset({"supervisor", "proxy", "detection", "document", "console", "writer"})

DUTIES: Final = frozenset(
    {
        "grouping",
        "indexing",
        "reminders",
        "retention",
        "pseudonyms",
        "known_files",
        "false_alarms",
        "decided_in_the_console",
        "evidence",
        "feed",
        "tickets",
    }
)
"""Names of the writer's duties (gateway/parts/writer.py); those of feeds without the feed, which has series of its own."""

CERTIFICATES: Final = frozenset({"authority", "proxy", "entrance", "console", "upstream_ca", "people", "feeds", "oidc"})
"""Whose certificate ends: the gateway's authority; the office's, by the section of the settings."""

OUTCOMES: Final = frozenset({"ok", "bad_request", "not_scanned"})

DOCUMENTS: Final = frozenset({"read", *(reason.value for reason in OpaqueReason)})
"""How reading a file ended."""

REFUSALS: Final = frozenset(
    {
        "not_approved",  # a catalogued service without an approval for this person today
        "forbidden",  # a catalogued service that law or the government forbids
        "unknown_host",
        "unknown_operation",
        "telemetry",
        "connect_to_address",  # CONNECT to an address instead of a name
        "plain_http",
        "host_mismatch",  # CONNECT target, SNI and Host differ
        "websocket",
        "unidentified",  # who asks: no proof, or a wrong one
        "directory_down",
        "notice",
        "training",
        "suspended",
        "own_account",
        "no_provider_key",
        "confirm",  # never an admission's, but names of Reason
        "confirm_unread",
        "policy_limit",
        "personal_data",  # in the URL of a request that is refused anyway
        "opaque_body",
        "too_large",
        "not_scanned",
        "gateway_fault",
        "event_not_stored",
        "tunnelled",  # not refused: passed on undecrypted, since the settings say so
        *(reason.value for reason in OpaqueReason),
    }
)
"""The names of :class:`gateway.act.reason.Reason`, and what the proxy answers a CONNECT with."""

WAYS: Final = frozenset({"header", "certificate", "addresses", "kerberos", "local", "ldap", "keys"})
"""Ways to know a person (gateway/people)."""

IDENTIFICATIONS: Final = frozenset(
    {
        "known",
        "leg",  # the way needs another round
        "credentials",
        "malformed",
        "blocked",
        "expired",
        "revoked",
        "clock",
        "ntlm",
        "tool",
        "account",
        "unreachable",
        "refused",
        "setup",
        "stale",
        "busy",
    }
)
"""Beside the first two the values of ``Wrong`` and ``Broken`` of :mod:`gateway.people.api`."""

CONNECTIONS: Final = frozenset(
    {
        "not_tls",  # raw bytes, SSH, HTTP/0.9, h2c: after CONNECT only TLS goes on
        "tls_to_port",  # TLS to a port that speaks plain HTTP
        "sni_mismatch",
        "ca_names",  # a host outside what our authority may sign for
        "ca_token",  # the token that holds our authority's key did not sign
        "peer",  # not one of the listed front proxies
        "unknown_peer",
        "slow",  # no whole request head in time
        "slow_body",  # a body that hardly comes
        "too_many",  # connections of this process
        "too_many_of_address",
        "proxy_header",  # a front proxy that says no client's address, though it should
        "not_redirected",  # straight to the port for redirected connections
        "no_sni",  # redirected, and no name to decide by
        "ech",  # to a name that others hide behind
        "unknown_host",  # redirected, to a host outside the catalogue
        "unidentified",  # redirected, and nobody is known at that address
    }
)

UNREACHED: Final = frozenset({"name", "private_address", "connect", "parent_down", "parent_credentials", "parent_denied", "setup"})
"""The values of ``Unreached`` of :mod:`gateway.proxy.dialling`."""

ENTITIES: Final = frozenset(
    [
        "PERSON",
        "CZ_BIRTH_NUMBER",
        "CZ_ID_CARD",
        "CZ_PASSPORT",
        "CZ_DRIVING_LICENCE",
        "CZ_RESIDENCE_PERMIT",
        "CZ_INSURANCE_NUMBER",
        "CZ_BANK_ACCOUNT",
        "CZ_DATA_BOX",
        "CZ_ICO",
        "CZ_DIC",
        "CZ_LICENCE_PLATE",
        "CZ_ADDRESS",
        "CZ_ECP",
        "SK_BIRTH_NUMBER",
        "SECRET",
        "CONFIDENTIAL_MARKING",
        "LICENSED_TEXT",
        "DATE_OF_BIRTH",
        "SPAYD",
        "MAC_ADDRESS",
        "PLACE_OF_BIRTH",
        "AGE",
        "IBAN_CODE",
        "CREDIT_CARD",
        "EMAIL_ADDRESS",
        "PHONE_NUMBER",
        "IP_ADDRESS",
        "VIN",
        "US_SSN",
        "HEALTH",
        "ETHNICITY",
        "POLITICS",
        "RELIGION",
        "UNION",
        "SEX_LIFE",
        "BIOMETRICS",
        "CRIMINAL_RECORD",
        "HR_DATA",
        "CZ_WEAPON_LICENCE",
        "CZ_SERVICE_CARD",
        "CZ_RID",
        "CZ_CASE_MARK",
        "SK_ID_CARD",
        "CZ_DATA_MESSAGE",
        "CZ_PSEUDONYM",
        "CZ_EPRESCRIPTION",
        "CZ_CLIENT_NUMBER",
    ]
)
"""The entity names of DESIGN."""

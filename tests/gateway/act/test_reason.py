"""Why a request was answered here."""

import pytest

from gateway.act.reason import Reason, reason_of


def test_codes():
    """The code that clients know is fixed; every other reason has one of its own."""
    assert Reason.PERSONAL_DATA.code == "czech_pii_blocked"
    assert Reason.OPAQUE_BODY.code == "celnice_opaque_body"
    assert len({reason.code for reason in Reason}) == len(Reason)


@pytest.mark.parametrize("name", ["", "no_such_reason", "PERSONAL_DATA"])
def test_an_unknown_reason_is_a_fault_of_ours(name):
    """A reason that nobody knows still gets an answer."""
    assert reason_of(name) is Reason.GATEWAY_FAULT


def test_every_reason_is_found_by_its_name():
    """A notice names its reason in words."""
    assert [reason_of(reason.value) for reason in Reason] == list(Reason)

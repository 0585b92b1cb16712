"""What every body of a step has."""

from __future__ import annotations

from gateway.console.step_body import Acting
from gateway.record.breach.step import Part


def test_whoever_signed_in_acts_in_their_own_name() -> None:
    """The name, the part and the ids are the account's; the body that was sent stays as it was, and shows none of them as facts."""
    sent = Acting(who="Někdo Jiný", why="proto")
    own = sent.by("Mgr. Vzorová", Part.DPO, ("account:vzorova",))
    assert (own.who, own.acts_as, own.ids, own.why) == ("Mgr. Vzorová", Part.DPO, ("account:vzorova",), "proto")
    assert (sent.who, sent.ids) == ("Někdo Jiný", ())
    assert not own.facts()
    assert "account:" not in own.model_dump_json()

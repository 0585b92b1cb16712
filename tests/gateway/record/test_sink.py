import inspect

from gateway.record.sink import Sink
from gateway.store.holding import HoldingSink
from gateway.store.spool import Spool


def test_the_sinks_fit():
    """Whatever stands where a sink is asked for takes an event the way the protocol says."""
    wanted = inspect.signature(Sink.put)
    for sink in (Spool, HoldingSink):
        assert list(inspect.signature(sink.put).parameters) == list(wanted.parameters)
        assert inspect.signature(sink.put).return_annotation == "None"

"""For every test: hypothesis measures no time, because these machines' timings say nothing about the code, and draws the same examples in
every run: what it finds is found by whoever changed the code, not by chance in somebody else's run.

``--hypothesis-profile=search`` draws anew each time, for whoever looks for what nobody thought of.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("search", UNTIMED)
settings.register_profile("celnice", UNTIMED, derandomize=True, database=None)
settings.load_profile("celnice")

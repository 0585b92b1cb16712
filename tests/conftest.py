"""For every test: hypothesis measures no time, because these machines' timings say nothing about the code."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("celnice", deadline=None)
settings.load_profile("celnice")

"""Settings of the whole suite."""

from __future__ import annotations

from hypothesis import settings

# A slow machine is no counterexample.
settings.register_profile("zolal", deadline=None, max_examples=60)
settings.load_profile("zolal")

"""What does the heavy work of a run: this machine alone, or several together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from zolal.engine.files import Table
from zolal.engine.match.feature import Features
from zolal.engine.match.features import build
from zolal.engine.match.record_types import parted
from zolal.engine.match.resolve import Judgements, Resolution, resolve
from zolal.engine.pipeline.checks import cross_checked
from zolal.engine.pipeline.landlines import with_area_codes
from zolal.engine.pipeline.normalise import Base, normalise


class Backend(Protocol):
    """Every backend gives the same for the same tables."""

    def normalised(self, tables: Sequence[Table], overrides: Mapping[str, str], money: str) -> Base:
        """All tables in normal form, with the checks between fields made; raises as `normalise` does."""

    def resolved(self, base: Base, *, same: float, ask: float, judgements: Judgements) -> tuple[Features, Resolution]:
        """Who is who, and what matching knew of each row."""


class OneMachine:
    """The backend that needs nothing but this process."""

    def normalised(self, tables: Sequence[Table], overrides: Mapping[str, str], money: str) -> Base:
        return cross_checked(with_area_codes(normalise(tables, overrides, money)))

    def resolved(self, base: Base, *, same: float, ask: float, judgements: Judgements) -> tuple[Features, Resolution]:
        features = build(*parted(base.keys, base.kinds), jalali=base.jalali)
        return features, resolve(features, same=same, ask=ask, judgements=judgements)

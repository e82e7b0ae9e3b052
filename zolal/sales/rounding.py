"""How fractions of a rial go: half and more up, once, where an amount is made."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def whole_rials(amount: Decimal) -> int:
    """12.5 → 13."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def share_of(rials: int, hundredths: int) -> int:
    """So many hundredths of a per cent of an amount."""
    return whole_rials(Decimal(rials) * hundredths / 10_000)

"""The one pipeline every inlet passes: raw texts → facts and faults → who is it → the ledger."""

from zolal.capture.intake.normalise import Normal, normalise

__all__ = ["Normal", "normalise"]

"""Proposals for missing values, always marked and never written as facts."""

from zolal.engine.impute.propose import propose

__all__ = ["propose"]

"""Long work of strategy."""

from zolal.strategy.jobs import counting

__all__ = ["counting"]

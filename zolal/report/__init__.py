"""The report of a run: one self-contained HTML page to read and to print."""

from zolal.report.page import build

__all__ = ["build"]

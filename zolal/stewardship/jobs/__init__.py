"""Long work of stewardship."""

from zolal.stewardship.jobs import days, fields, maintenance

__all__ = ["days", "fields", "maintenance"]

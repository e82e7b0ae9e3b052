"""Long work of stewardship."""

from zolal.stewardship.jobs import fields, maintenance

__all__ = ["fields", "maintenance"]

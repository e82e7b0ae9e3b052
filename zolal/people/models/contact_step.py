from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class ContactStep(models.Model):
    """One of the written steps from a contact to a lead: what is done, by whom, within how many days.

    `touch_point` is the choice of the field "own:touch_point" whose contacts take it, "" for all. Which step of whom is
    done is a fact of the record, "own:step_<id>".
    """

    class Who(models.TextChoices):
        OWNER = "owner", _("the owner")
        SALES = "sales", _("sales")
        MARKETING = "marketing", _("marketing")
        SUPPORT = "support", _("support")
        MANAGER = "manager", _("the manager")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    touch_point = models.CharField(max_length=40, blank=True)
    text = models.CharField(_("step"), max_length=200)
    who = models.CharField(_("who"), max_length=10, choices=Who, default=Who.OWNER)
    days = models.PositiveSmallIntegerField(_("within days"), default=1)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text

    @property
    def fact(self) -> str:
        """The fact that says when it was done, and by whom."""
        return f"own:step_{self.pk}"

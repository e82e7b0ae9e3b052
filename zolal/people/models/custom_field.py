from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class CustomField(models.Model):
    """A field that an administrator made; what its values are is said in `people.own.definition`.

    `key` is under which the values stand, for ever; one that was retired keeps them. `choices` is [{"value", "fa",
    "en", "colour"}]. `when_field` names another field: only where that has one of `when_values` this one is shown.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        LONG_TEXT = "long text", _("long text")
        NUMBER = "number", _("number")
        MONEY = "money", _("money (rial)")
        DATE = "date", _("date")
        CHOICE = "choice", _("one choice")
        CHOICES = "choices", _("several choices")
        YES_NO = "yes or no", _("yes or no")
        RELATION = "relation", _("relation")
        FILE = "file", _("file")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    record_type = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    label_fa = models.CharField(_("name in Persian"), max_length=100, blank=True)
    label_en = models.CharField(_("name in English"), max_length=100, blank=True)
    help = models.CharField(_("help"), max_length=300, blank=True)
    group = models.CharField(_("group"), max_length=40, default="ours")
    position = models.PositiveIntegerField(default=0)
    choices = models.JSONField(default=list)
    default = models.CharField(_("default"), max_length=200, blank=True)
    when_field = models.CharField(max_length=60, blank=True)
    when_values = models.JSONField(default=list)
    required = models.BooleanField(default=False)
    refuses = models.BooleanField(default=True)
    unique = models.BooleanField(default=False)
    least = models.CharField(max_length=20, blank=True)
    most = models.CharField(max_length=20, blank=True)
    shortest = models.PositiveIntegerField(default=0)
    longest = models.PositiveIntegerField(default=0)
    pattern = models.CharField(max_length=300, blank=True)
    target = models.CharField(max_length=20, blank=True)
    retired_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["record_type", "key"], name="one_custom_field_a_key")]

    def __str__(self) -> str:
        return self.label_fa or self.label_en

    @property
    def name(self) -> str:
        """What the field is called everywhere."""
        return f"own:{self.key}"

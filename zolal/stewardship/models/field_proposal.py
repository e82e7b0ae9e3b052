from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7
from zolal.stewardship.models.report import Report


class FieldProposal(models.Model):
    """A wish to add, change or retire a field: proposed, discussed, decided, and carried out where it was accepted."""

    class Kind(models.TextChoices):
        ADD = "add", _("a further field")
        CHANGE = "change", _("another form of a field")
        RETIRE = "retire", _("to do without a field")

    class State(models.TextChoices):
        OPEN = "open", _("in discussion")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DONE = "done", _("carried out")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    record_type = models.CharField(max_length=20)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    field = models.CharField(_("field"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=150)
    reason = models.TextField(_("reason"))
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="proposals")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(_("reason of the decision"), blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class ProposalComment(models.Model):
    """What somebody says of a proposal."""

    class Stance(models.TextChoices):
        FOR = "for", _("for it")
        AGAINST = "against", _("against it")
        NEUTRAL = "neutral", _("neither")

    proposal = models.ForeignKey(FieldProposal, models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    stance = models.CharField(max_length=7, choices=Stance, default=Stance.NEUTRAL)
    text = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ITSELF = "Zolal"
"""The name of the source of what Zolal works out."""


class Source(models.Model):
    """Where values come from: a file, a form, the API, a person's hand."""

    class Method(models.TextChoices):
        HAND = "hand", _("by hand")
        IMPORT = "import", _("import")
        FORM = "form", _("form")
        API = "api", _("API")
        SYNC = "sync", _("synchronisation")
        MERGE = "merge", _("merge")
        IMPUTED = "imputed", _("imputed")

    name = models.CharField(max_length=200)
    method = models.CharField(max_length=10, choices=Method)
    trust = models.PositiveSmallIntegerField(default=50, help_text="0 to 100; the more trusted value survives a merge")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["method", "name"], name="one_source_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Its name for a reader; what nothing but its way in gave a name to is called by that."""
        if self.name == ITSELF:
            return gettext("Zolal")
        return str(self.Method(self.method).label) if self.name == self.method else self.name

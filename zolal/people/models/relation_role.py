from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7

Words = tuple[str | Promise, str | Promise]

OURS: dict[str, Words] = {
    "employee": (_("employee"), _("employer")),
    "household": (_("same household"), _("same household")),
    "colleague": (_("colleague"), _("colleague")),
    "referrer": (_("was referred"), _("referred by")),
    "owner": (_("owner"), _("owned company")),
    "parent": (_("parent company"), _("branch")),
    "accountant": (_("accountant"), _("keeps the books of")),
    "partner": (_("business partner"), _("business partner")),
}
"""What those that come with Zolal are called, in the reader's language: the first to the second, and the other way."""


class RelationRole(models.Model):
    """As what two belong together: `word` is what the first is to the second, `reverse` the other way round.

    Both words are empty as long as nobody has renamed a role that comes with Zolal. A `symmetric` one has no direction.
    `first_type` and `second_type` are "person", "company" or "" for either. One that is not `active` is kept where it
    is, and offered no more.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(max_length=40, unique=True)
    word = models.CharField(max_length=60, blank=True)
    reverse = models.CharField(max_length=60, blank=True)
    symmetric = models.BooleanField(default=False)
    first_type = models.CharField(max_length=10, blank=True)
    second_type = models.CharField(max_length=10, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.told(first=True)

    def told(self, *, first: bool) -> str:
        """What the first is to the second, or the second to the first."""
        ours = OURS.get(self.code, ("", ""))
        if first or self.symmetric:
            return self.word or str(ours[0])
        return self.reverse or self.word or str(ours[1])

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Team
from zolal.core.models import Record
from zolal.people.models.category import Category


class Customer(Record):
    """What a person and a company have in common.

    `sort_key` orders names as Persians do; `search` is what the search looks through: keys and skeletons of the
    name, keys of contact points and identifiers; `name_key` is what duplicates are looked up by. All three are
    computed from the facts by whoever writes them, see `zolal.people.derived`.
    """

    name = models.CharField(_("name"), max_length=400, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+")
    province = models.CharField(_("province"), max_length=100, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    address = models.TextField(_("address"), blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True)
    last_activity_on = models.DateField(_("last activity"), null=True)
    last_purchase_on = models.DateField(_("last purchase"), null=True)

    sort_key = models.CharField(max_length=400, blank=True)
    search = models.TextField(blank=True)
    name_key = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True

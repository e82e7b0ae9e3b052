"""What stands on the page of a person or company besides their fields: a card for each, with a template of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.people.fields import Text
from zolal.people.models import Company, Person
from zolal.web.activities.panel import observed_panel
from zolal.web.channels import panel as selling
from zolal.web.deals import panel as deals
from zolal.web.invoices import panel as invoiced
from zolal.web.products import panel as buying
from zolal.web.relations import panel as relations
from zolal.web.sharing import panel as sharing
from zolal.web.steps import panel as steps

Load = Callable[[User, Person | Company], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Panel:
    """`load` gives what the template shows as `panel`, in a constant number of queries; nothing: no card.

    `main` panels stand beside the fields, the others at the side. `verb` is what somebody needs to see it.
    """

    name: str
    title: Text
    template: str
    load: Load
    verb: str = "records.read"
    main: bool = False


PANELS: tuple[Panel, ...] = (
    Panel("relations", _("Belongs with"), "relations/panel.html", relations.load),
    Panel("observed", _("Attitudes and behaviours"), "activities/observed.html", observed_panel),
    Panel("deals", _("Deals"), "deals/panel.html", deals.load, "deals.read"),
    Panel("steps", _("Steps to a lead"), "steps/panel.html", steps.load),
    Panel("sharing", _("Shared with"), "sharing/panel.html", sharing.load),
    Panel("invoices", _("Invoices and balance"), "invoices/panel.html", invoiced.load, verb="invoices.read"),
    Panel("channels", _("Sales channel"), "channels/panel.html", selling.load),
    Panel("terms", _("Prices and preferences"), "products/terms_panel.html", buying.load),
)


def panels_of(user: User, record: Person | Company, *, main: bool) -> Iterator[tuple[Panel, Mapping[str, Any]]]:
    """Those a user sees, with what they show."""
    for panel in PANELS:
        if panel.main == main and may(user, panel.verb) and (shown := panel.load(user, record)):
            yield panel, shown

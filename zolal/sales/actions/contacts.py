"""Who else has a say in a deal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.core.ledger import rows
from zolal.core.models import Action, Record
from zolal.people.models import Person
from zolal.sales import given
from zolal.sales.actions.seen import deed, hold
from zolal.sales.models import Deal, DealContact

MOST = 50


def add_contact(*, deal: Deal, person: Person, role: str, by: User) -> DealContact:
    """Somebody takes part in a deal; who does already gets the other role. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        (held,) = hold([deal.pk], by=by)
        role = given.choice("role", role, dict(DealContact.Role.choices))
        if not visible(Person.objects.exclude(state=Record.State.ABSORBED), by).filter(pk=person.pk).exists():
            raise ValidationError({"person": _("It does not exist, or you may not see it.")})
        found = DealContact.objects.filter(deal=held, person=person).first()
        if found is None and DealContact.objects.filter(deal=held).count() >= MOST:
            raise ValidationError({"person": _("So many people take part at most: %(most)s.") % {"most": MOST}})
        action = deed("deal.contact_add", [held], by=by)
        if found:
            rows.change(action, found, role=role)
            return found
        contact = DealContact(deal=held, person=person, role=role)
        rows.add(action, contact)
    return contact


def remove_contact(*, contact: DealContact, by: User) -> Action:
    """Somebody takes part no more. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        deals = hold([contact.deal_id], by=by)
        action = deed("deal.contact_remove", deals, by=by)
        rows.take(action, contact)
    return action

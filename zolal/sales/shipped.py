"""The pipelines and lost reasons that a company begins with, and changes as it likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as it is shipped."""

    name: str
    probability: int
    idle_days: int
    colour: str
    needs: Sequence[str]
    guidance: str


def _first() -> Step:
    guidance = _("Find out who they are and what they look for. Promise a call.")
    return Step(_("First contact"), 10, 7, "slate", (), guidance)


def products() -> list[Step]:
    """The way of somebody who buys a product."""
    return [
        _first(),
        Step(
            _("First phone call"), 25, 7, "blue", ("customer",),
            _("Listen more than you speak: their problem, who decides, by when, with which budget."),
        ),
        Step(
            _("Trial use"), 45, 14, "violet", ("customer",),
            _("Let them try it with their own work. Ask after three days what was missing."),
        ),
        Step(
            _("Proposal review"), 65, 10, "amber", ("value", "expected_on"),
            _("Send the proposal, then go through it together. Write down every objection in their words."),
        ),
        Step(
            _("Negotiation"), 80, 7, "orange", ("value", "expected_on", "channel"),
            _("Agree on price, delivery and payment. Give nothing without getting something."),
        ),
    ]  # fmt: skip


def services() -> list[Step]:
    """The way of somebody who buys a service."""
    return [
        _first(),
        Step(
            _("Needs meeting"), 30, 10, "blue", ("customer",),
            _("Meet those who will use the service. Write down what success means for them."),
        ),
        Step(
            _("Sample of work"), 50, 14, "violet", ("customer",),
            _("Show work of the same kind, or a small piece made for them."),
        ),
        Step(
            _("Proposal review"), 65, 10, "amber", ("value", "expected_on"),
            _("Scope, times, people and price on one page. Go through it together."),
        ),
        Step(
            _("Contract"), 85, 10, "orange", ("value", "expected_on", "channel"),
            _("Agree on the contract and on the day of the beginning."),
        ),
    ]  # fmt: skip


def pipelines() -> list[tuple[str, Sequence[Step]]]:
    """Products and services go different ways."""
    return [(_("Sale of products"), products()), (_("Sale of services"), services())]


def reasons() -> list[str]:
    """Why deals are lost, everywhere."""
    return [
        _("Price too high"),
        _("Chose a competitor"),
        _("No budget"),
        _("No need any more"),
        _("Could not be reached"),
        _("Bad time"),
        _("Product lacks something"),
    ]

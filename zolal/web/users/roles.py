"""The verbs and reaches of roles in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "records.read": _("See people and companies"),
    "quality.read": _("See the quality dashboard and the queues"),
    "views.save": _("Save views of lists"),
    "records.create": _("Create records"),
    "records.edit": _("Edit records"),
    "records.archive": _("Archive records"),
    "pairs.decide": _("Decide on duplicates"),
    "fields.propose": _("Propose changes of fields and discuss them"),
    "fields.decide": _("Decide on proposals for fields"),
    "fields.manage": _("Make, change and retire fields"),
    "values.rate": _("Say that a value holds or is wrong"),
    "samples.run": _("Draw samples to measure the accuracy"),
    "issues.decide": _("Decide about what is wrong, old or missing"),
    "records.share": _("Share records with colleagues and teams"),
    "deputies.choose": _("Choose who stands in for oneself"),
    "records.merge": _("Merge records and part them again"),
    "imports.run": _("Import files"),
    "problems.report": _("Report problems and talk them over"),
    "signals.write": _("Record signals and suppress addresses"),
    "activities.write": _("Log and plan calls, visits, tasks and notes"),
    "deals.read": _("See deals, the board and its reports"),
    "deals.write": _("Open, change, move and close deals"),
    "deals.bulk": _("Change many deals at once"),
    "deals.delete": _("Delete deals"),
    "deals.export": _("Export deals"),
    "pipelines.edit": _("Set up pipelines, stages and reasons of losses"),
    "records.bulk": _("Change many records at once"),
    "records.export": _("Export lists"),
    "records.delete": _("Delete records"),
    "ledger.read": _("See what everybody did"),
    "ledger.undo": _("Undo what others did"),
    "maintenance.run": _("Set up and sign off the monthly maintenance"),
    "stewardship.plan": _("Plan reports, policies, migrations and reviews of methods"),
    "products.edit": _("Change products, their categories and prices"),
    "goals.read": _("See goals and the numbers of the business"),
    "goals.report": _("Set own goals and say how they go"),
    "goals.write": _("Set goals of the team and its people"),
    "goals.plan": _("Set goals of the business and of everybody"),
    "settings.read": _("See the settings"),
    "settings.write": _("Change the settings"),
    "users.manage": _("Invite and manage users"),
    "records.erase": _("Erase somebody for ever"),
    "webhooks.manage": _("Set up webhooks"),
}
SCOPES = {"all": _("all records"), "team": _("those of the team"), "own": _("their own"), "none": _("none")}
WHATS = {
    "see": _("See"),
    "create": _("Create"),
    "change": _("Change"),
    "delete": _("Delete"),
    "export": _("Export"),
}

"""Actions in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zolal.web.templatetags.reading import number

Text = str | Promise

KINDS: Mapping[str, Text] = {
    "person.create": _("Person created"),
    "person.edit": _("Person edited"),
    "person.rate": _("Value checked"),
    "person.archive": _("People archived"),
    "person.restore": _("People taken out of the archive"),
    "person.delete": _("People deleted"),
    "person.erase": _("Somebody erased for ever"),
    "person.close": _("Accounts of silent people closed"),
    "company.create": _("Company created"),
    "company.edit": _("Company edited"),
    "company.rate": _("Value checked"),
    "company.archive": _("Companies archived"),
    "company.restore": _("Companies taken out of the archive"),
    "company.delete": _("Companies deleted"),
    "company.erase": _("A company erased for ever"),
    "records.export": _("List exported"),
    "import.commit": _("File taken in"),
    "merge": _("Two records merged"),
    "pair.decide": _("Two records judged"),
    "matching.automatic_on": _("Automatic merging switched on"),
    "matching.automatic_off": _("Automatic merging switched off"),
    "pair.skip": _("Two records put off"),
    "issue.accepted": _("Proposals taken"),
    "issue.dismissed": _("Left as it is"),
    "issue.snoozed": _("Put off"),
    "issue.handed": _("Handed over"),
    "issue.reopened": _("Taken up again"),
    "tag.create": _("Tag made"),
    "tag.change": _("Tag changed"),
    "tag.delete": _("Tag deleted"),
    "category.create": _("Category made"),
    "category.change": _("Category changed"),
    "category.delete": _("Category deleted"),
    "activity.log": _("Activity logged"),
    "activity.plan": _("Activity planned"),
    "activity.edit": _("Activity edited"),
    "activity.finish": _("Activity finished"),
    "activity.reopen": _("Activity taken up again"),
    "activity.cancel": _("Activity cancelled"),
    "activity.postpone": _("Activity put off"),
    "activity.hand_over": _("Activity handed over"),
    "activity.delete": _("Activity deleted"),
    "relation.add": _("Relation added"),
    "relation.remove": _("Relation removed"),
    "team.create": _("Team made"),
    "team.rename": _("Team renamed"),
    "team.delete": _("Team deleted"),
    "user.invite": _("User invited"),
    "user.appoint": _("Administrator appointed"),
    "user.change": _("Role or team changed"),
    "user.deactivate": _("User shut out"),
    "user.reactivate": _("User let in again"),
    "user.reset_link": _("One-time link made"),
    "user.password": _("Password changed"),
    "user.second_factor_on": _("Second factor switched on"),
    "user.second_factor_off": _("Second factor switched off"),
    "user.second_factor_reset": _("Second factor taken away"),
    "user.recovery_codes": _("New recovery codes made"),
    "user.preferences": _("Own preferences changed"),
    "suppression.lift": _("Address may be used again"),
    "token.create": _("API token made"),
    "token.revoke": _("API token revoked"),
    "rule.create": _("Rule made"),
    "rule.change": _("Rule changed"),
    "rule.end": _("Rule ended"),
    "rule.resume": _("Rule holds again"),
    "sample.draw": _("Accuracy sample drawn"),
    "settings.change": _("Setting changed"),
    "report.plan": _("Report planned"),
    "report.change": _("Report changed"),
    "report.drop": _("Report deleted"),
    "policy.set": _("Policy of collection written"),
    "policy.drop": _("Policy of collection taken away"),
    "field.propose": _("Change of a field proposed"),
    "field.comment": _("Proposal discussed"),
    "field.decide": _("Proposal decided"),
    "place.add": _("Place of data added"),
    "place.change": _("Place of data changed"),
    "place.drop": _("Place of data taken away"),
    "default.choose": _("Default chosen"),
    "default.drop": _("Default taken away"),
    "fit.add": _("Indicator of fit added"),
    "fit.drop": _("Indicator of fit taken away"),
    "source.trust": _("Trust in a source changed"),
    "maintenance.schedule": _("Maintenance scheduled"),
    "maintenance.start": _("Monthly maintenance begun"),
    "maintenance.sign": _("Monthly maintenance signed off"),
    "maintenance.sign_share": _("Own part of the maintenance signed off"),
    "maintenance.cancel": _("Monthly maintenance cancelled"),
    "maintenance.deal_anew": _("Part of the maintenance dealt anew"),
    "plan.create": _("Migration planned"),
    "plan.change": _("Migration plan changed"),
    "review.plan": _("Review of methods planned"),
    "review.hold": _("Review of methods held"),
    "review.decide": _("Decision of a review"),
    "review.finish": _("Decision of a review carried out"),
    "problem.report": _("Problem reported"),
    "problem.change": _("Problem changed"),
    "problem.note": _("Problem talked over"),
    "product.create": _("Product made"),
    "product.edit": _("Product changed"),
    "product.archive": _("Products taken out of sale"),
    "product.restore": _("Products on sale again"),
    "product.delete": _("Product deleted"),
    "product.import": _("Products taken in from a file"),
    "product_category.create": _("Category of products made"),
    "product_category.change": _("Category of products changed"),
    "product_category.delete": _("Category of products deleted"),
    "undo": _("Undone"),
}


def taken_back(restored: int, kept: int) -> str:
    """What came of an undo."""
    sentence = gettext("Undone. Records given back: %(count)s") % {"count": number(restored)}
    told = gettext("Kept as they are, because somebody has changed them since: %(count)s") % {"count": number(kept)}
    return f"{sentence}. {told}" if kept else sentence


def kind_label(kind: str) -> str:
    """What an action is called; an unknown kind is shown as it is."""
    return str(KINDS.get(kind, kind))

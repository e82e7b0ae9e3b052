"""Everything that the screens do can be done by the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.api.conftest import V1

pytestmark = pytest.mark.django_db

COUNTERPARTS: dict[str, str] = {
    "preferences": "me_change",
    "theme": "me_change",
    "person-bulk": "people_bulk",
    "person-export": "people_export",
    "person-views": "views_new_view",
    "person-view-delete": "views_drop_view",
    "person-new": "people_create",
    "person-check": "people_check",
    "person-field": "people_change",
    "person-fill": "people_change",
    "person-restore": "people_give_back",
    "person-state": "people_archive",
    "person-erase": "people_erase",
    "person-signals": "signals_record",
    "company-signals": "signals_record",
    "activity-new": "activities_log",
    "activity-edit": "activities_change",
    "activity-finish": "activities_finish",
    "activity-do": "activities_postpone",
    "activity-attach": "activities_attach_file",
    "attachment-drop": "activities_drop_file",
    "activities-many": "activities_change_many",
    "behaviours": "activities_new_behaviour",
    "behaviour-change": "activities_edit_behaviour",
    "inactive-clear": "people_bulk",
    "inactive-close": "silence_close",
    "inactive-choices": "settings_change",
    "suppression-add": "suppressions_add",
    "suppression-lift": "suppressions_off",
    "company-bulk": "companies_bulk",
    "company-export": "companies_export",
    "company-views": "views_new_view",
    "company-view-delete": "views_drop_view",
    "company-new": "companies_create",
    "company-check": "companies_check",
    "company-field": "companies_change",
    "company-fill": "companies_change",
    "company-restore": "companies_give_back",
    "company-state": "companies_archive",
    "company-erase": "companies_erase",
    "import-upload": "imports_upload",
    "import-reading": "imports_read_again",
    "import-mapping": "imports_confirm",
    "import-back": "imports_back_to_mapping",
    "import-commit": "imports_commit",
    "import-cancel": "imports_cancel",
    "import-undo": "imports_undo",
    "import-replace": "imports_replace",
    "import-choose-all": "imports_choose",
    "import-mend": "imports_mend",
    "import-choose": "imports_identify",
    "duplicates-undo": "merges_undo",
    "pair-merge": "merges_merge",
    "pair-decide": "duplicates_decide",
    "queue-pairs": "duplicates_decide_some",
    "merge-undo": "merges_undo",
    "action-undo": "ledger_undo",
    "settings": "settings_change",
    "source-trust": "settings_trust",
    "label-add": "choices_new_tag",
    "label-change": "choices_edit_tag",
    "label-delete": "choices_drop_tag",
    "person-share": "shares_share",
    "company-share": "shares_share",
    "share-withdraw": "shares_withdraw",
    "deputy-choose": "deputies_choose",
    "deputy-end": "deputies_end",
    "role-add": "roles_create",
    "role-change": "roles_change",
    "role-delete": "roles_drop",
    "user-invite": "users_invite",
    "user-change": "users_place",
    "user-active": "users_deactivate",
    "user-link": "users_reset",
    "user-second-factor-reset": "users_reset_factor",
    "team-add": "choices_new_team",
    "second-factor-offer": "me_offer",
    "second-factor-confirm": "me_confirm",
    "second-factor-codes": "me_renew",
    "second-factor-remove": "me_remove",
    "tokens": "me_new_token",
    "token-revoke": "me_revoke",
    "job-cancel": "jobs_cancel",
    "matching-automatic": "quality_switch",
    "rule-new": "quality_make_rule",
    "rule": "quality_edit_rule",
    "rule-switch": "quality_stop_rule",
    "rule-try": "quality_try_rule",
    "schedule-new": "maintenance_new_schedule",
    "schedule": "maintenance_edit_schedule",
    "schedule-start": "maintenance_start",
    "maintenance-part-sign": "maintenance_sign_part",
    "maintenance-part-deal": "maintenance_deal",
    "maintenance-sign": "maintenance_sign",
    "maintenance-cancel": "maintenance_cancel",
    "plan-new": "plans_create",
    "plan-change": "plans_change",
    "goal-new": "goals_create",
    "goal-change": "goals_change",
    "goal-say": "goals_say",
    "check-in-drop": "goals_unsay",
    "goal-close": "goals_close",
    "goal-delete": "goals_remove",
    "goal-copy": "goals_copy",
    "review-new": "reviews_plan",
    "review-findings": "reviews_write",
    "review-decide": "reviews_decide",
    "review-finish": "reviews_finish",
    "problem-report": "problems_report",
    "problem-change": "problems_change",
    "problem-note": "problems_note",
    "catalogue-count": "catalogue_count",
    "catalogue-worth": "settings_change",
    "place-new": "catalogue_new_place",
    "place": "catalogue_edit_place",
    "place-drop": "catalogue_remove_place",
    "default-choose": "catalogue_choose",
    "default-drop": "catalogue_remove_default",
    "fit": "catalogue_new_indicator",
    "fit-drop": "catalogue_remove_indicator",
    "queue-decide": "quality_decide_some",
    "queue-many": "quality_decide_whole",
    "queue-pair": "duplicates_decide",
    "person-rate": "quality_rate_value",
    "company-rate": "quality_rate_value",
    "score-weights": "quality_change_aims",
    "samples": "quality_draw",
    "sample-check": "quality_check_values",
    "cost": "quality_change_prices",
    "policy-drop": "fields_remove_policy",
    "field-policy": "fields_write_policy",
    "report-new": "fields_new_report",
    "report": "fields_edit_report",
    "report-drop": "fields_remove_report",
    "proposal-new": "fields_propose",
    "proposal-comment": "fields_discuss",
    "proposal-decide": "fields_decide",
    "product-new": "products_create",
    "product-change": "products_change",
    "product-state": "products_archive",
    "product-import": "products_upload",
    "product-sheet": "products_take_sheet",
    "product-categories": "products_new_category",
    "product-category": "products_edit_category",
    "product-category-drop": "products_drop_category",
    "relation-add": "relations_add",
    "relation": "relations_change",
    "relation-end": "relations_change",
    "relation-remove": "relations_remove",
    "relation-roles": "relations_new_role",
    "relation-role": "relations_edit_role",
    "webhook-new": "webhooks_create",
    "webhook-change": "webhooks_change",
    "webhook-switch": "webhooks_change",
    "webhook-rotate": "webhooks_rotate",
    "webhook-test": "webhooks_test",
    "webhook-delete": "webhooks_delete",
    "webhook-replay": "webhooks_replay_some",
    "delivery-replay": "webhooks_replay_one",
    "outbound-hosts": "settings_change",
    "calendar-plan": "activities_plan",
    "calendar-move": "calendar_move_one",
    "calendar-done": "activities_finish",
    "calendar-later": "calendar_move_one",
    "calendar-hand": "activities_change",
    "calendar-repeat": "activities_change",
    "calendar-called": "activities_log",
    "calendar-cancel": "activities_cancel",
    "calendar-import": "calendar_take",
    "calendar-feeds": "calendar_new_feed",
    "calendar-feed-revoke": "calendar_drop_feed",
    "calendar-settings": "settings_change",
    "holiday-set": "calendar_set_day",
    "holiday-drop": "calendar_drop_day",
    "visits-plan": "calendar_visits",
    "route-order": "calendar_order",
    "labels-usual": "choices_usual_categories",
    "contact-step-add": "steps_write",
    "contact-step": "steps_change",
    "contact-step-drop": "steps_drop",
    "person-step": "steps_tick",
    "company-step": "steps_tick",
    "custom-field-new": "fields_make_own",
    "custom-field": "fields_edit_own",
    "custom-field-retire": "fields_retire_own",
    "custom-field-move": "fields_order_own",
    "field-group-add": "fields_new_group",
    "field-group": "fields_edit_group",
    "field-group-drop": "fields_remove_group",
    "deal-new": "deals_create",
    "deal-field": "deals_change",
    "deal-move": "deals_move",
    "deal-close": "deals_lose",
    "deal-reopen": "deals_reopen",
    "deal-state": "deals_archive",
    "deal-contact": "deals_join",
    "deal-contact-remove": "deals_leave",
    "deals-bulk": "deals_bulk",
    "pipeline-new": "pipelines_create",
    "pipeline": "pipelines_change",
    "pipeline-state": "pipelines_change",
    "stage-new": "pipelines_new_stage",
    "stage": "pipelines_edit_stage",
    "stage-place": "pipelines_order",
    "lost-reason-new": "pipelines_new_reason",
    "lost-reason": "pipelines_edit_reason",
    "person-question": "fields_asked",
    "company-question": "fields_asked",
}
"""Screen action → operation."""

ONLY_BY_HAND = {"login", "login-code", "logout", "language", "setup", "one-time-link", "password"}
"""What belongs to a person in front of a browser: a program has a token."""


def screens(patterns: list[Any]) -> Iterator[tuple[str, Callable[..., object]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from screens(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and _view_of(pattern.callback).__module__.startswith("zolal.web"):
            yield pattern.name or "", pattern.callback


def _view_of(view: Any) -> Any:  # noqa: ANN401 - a view
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view


def writes(view: Any) -> bool:  # noqa: ANN401 - a view
    """Whether it takes POST: it says so, or does not say that it only reads."""
    while view is not None:
        named = dict(zip(view.__code__.co_freevars, view.__closure__ or (), strict=True))
        if "request_method_list" in named:
            return "POST" in named["request_method_list"].cell_contents
        view = getattr(view, "__wrapped__", None)
    return True


def test_whatever_a_screen_writes_an_operation_does_too() -> None:
    document = Client().get(f"{V1}/openapi.json").json()
    operations = {one["operationId"] for methods in document["paths"].values() for one in methods.values()}
    writing = {name for name, view in screens(get_resolver().url_patterns) if writes(view)}
    assert writing - ONLY_BY_HAND == COUNTERPARTS.keys()
    assert set(COUNTERPARTS.values()) <= operations

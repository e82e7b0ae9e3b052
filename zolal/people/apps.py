from functools import partial
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

RIGHTS = {
    "see": "records.read",
    "create": "records.create",
    "change": "records.edit",
    "delete": "records.delete",
    "export": "records.export",
}


class PeopleConfig(AppConfig):
    name = "zolal.people"
    label = "people"

    def ready(self) -> None:
        """Make persons and companies known to the ledger, and what points at them to merges."""
        from django.core.signals import request_started  # noqa: PLC0415 - models are only there now
        from django.db.models.signals import post_delete, post_save  # noqa: PLC0415

        from zolal.accounts import objects, reach  # noqa: PLC0415
        from zolal.accounts.models import RoleRights, Team  # noqa: PLC0415
        from zolal.core import aside, erasure, files, ledger  # noqa: PLC0415
        from zolal.people import former_employers, latin, measures, relations_policy  # noqa: PLC0415
        from zolal.people.actions.erase import refuse_undo  # noqa: PLC0415
        from zolal.people.models import Category, CustomField, FieldGroup  # noqa: PLC0415
        from zolal.people.own import files as own_files  # noqa: PLC0415
        from zolal.people.own import index, known, types  # noqa: PLC0415
        from zolal.people.queries import permitted  # noqa: PLC0415
        from zolal.people.queries.records import visible_records  # noqa: PLC0415
        from zolal.people.queries.view_uses import used_by_views  # noqa: PLC0415
        from zolal.people.records import CompanyRecords, PersonRecords  # noqa: PLC0415
        from zolal.people.relation_notes import forget_notes  # noqa: PLC0415
        from zolal.people.uses import register_use  # noqa: PLC0415

        ledger.register(PersonRecords())
        ledger.register(CompanyRecords())
        for name, label in (("person", _("People")), ("company", _("Companies"))):
            objects.offer(name, label, RIGHTS, customers=True, fields=partial(permitted.choices, name))
            types.offer_own(types.OwnType(name, label, partial(visible_records, record_type=name), conditional=True))
        reach.guard(permitted.writes_all_of)
        relations_policy.tell()
        measures.tell()
        latin.offer()
        ledger.watch(former_employers.on_write)
        erasure.register(forget_notes)
        register_use("views", used_by_views)
        for record_type in ledger.record_types():
            ledger.register_undo(f"{record_type}.erase", refuse_undo)
        ledger.watch(index.on_write)
        ledger.watch(own_files.on_write)
        erasure.register(own_files.forget)
        files.register_holder(own_files.held)
        aside.carry(known.collect, known.take)
        request_started.connect(known.look_again, dispatch_uid="people.fields")
        for model in (CustomField, FieldGroup, Category, RoleRights, Team):
            for signal in (post_save, post_delete):
                signal.connect(known.renew, sender=model, dispatch_uid=f"people.fields.{model.__name__}")
        post_migrate.connect(_mend_search, sender=self)
        post_migrate.connect(_seed_roles, sender=self)


def _mend_search(*, using: str, **_signal: Any) -> None:  # noqa: ANN401 - a signal's
    """Django alters a table of SQLite by making it anew, and the triggers of the search index are lost with the old."""
    from zolal.people import search_index  # noqa: PLC0415

    connection = connections[using]
    if search_index.TABLES[0] in connection.introspection.table_names():
        search_index.create(connection)


def _seed_roles(*, using: str, **_signal: Any) -> None:  # noqa: ANN401 - a signal's
    """The roles of relations that come with Zolal, also after a release that brings new ones."""
    from zolal.people.models import RelationRole  # noqa: PLC0415
    from zolal.people.relation_roles import seed  # noqa: PLC0415

    if RelationRole._meta.db_table in connections[using].introspection.table_names():
        seed(RelationRole)

"""What can be chosen: fields, companies, colleagues, teams, tags, categories, saved views."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from zolal.accounts.actions.teams import create_team, delete_team, rename_team
from zolal.accounts.models import Team
from zolal.accounts.queries.users import team_by_id, teams
from zolal.api.answers.choices import CategoryOut, FieldOut, ViewOut, WordOut
from zolal.api.door import needs, signed_in, user_of
from zolal.api.shapes import ActionOut, Named, Page, action_out, named, page_out, user_named
from zolal.people.actions.categories import (
    change_category,
    create_category,
    delete_category,
    take_usual_categories,
)
from zolal.people.actions.tags import change_tag, create_tag, delete_tag
from zolal.people.actions.views import delete_view, rename_view, save_view, share_view
from zolal.people.fields import fields_of, group_of
from zolal.people.models import Category, SavedView, Tag
from zolal.people.queries.companies import find_companies
from zolal.people.queries.keepers import keepers_of, kept_by_others
from zolal.people.queries.owners import find_owners
from zolal.people.queries.permitted import accesses
from zolal.people.queries.tags import categories, category_by_id, find_tags, tag_by_id
from zolal.people.queries.views import lists, view_by_uid, views_for

choices = Router(tags=["Choices"])
views = Router(tags=["Saved views"])

Kind = Literal["person", "company"]
Listed = Literal["person", "company", "deal"]
RecordKind = Literal["person", "company", "deal", "product", "activity"]


class Word(Schema):
    name: str
    colour: str = "slate"


class TeamIn(Schema):
    name: str


class TeamEdit(TeamIn):
    """With `seen`, another name that somebody else has given since is not overwritten: 409."""

    seen: TeamIn | None = None


class SeenWords(Schema):
    """What was before your eyes."""

    name: str | None = None
    colour: str | None = None

    def told(self) -> dict[str, str]:
        return self.model_dump(include={"name", "colour"}, exclude_none=True)


class Words(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    name: str | None = None
    colour: str | None = None
    seen: SeenWords = SeenWords()


class NewCategory(Word):
    """`needs` are names of fields without which nobody becomes one."""

    position: int = 0
    meaning: str = ""
    needs: list[str] = Field(default_factory=list)


class CategoryWords(Words):
    position: int | None = None
    meaning: str | None = None
    needs: list[str] | None = None


class View(Schema):
    """`query` is the query string of the list; `team`, the id of one, shares it with that team alone, `shared` with
    everybody."""

    type: Listed = "person"
    name: str
    query: str = ""
    shared: bool = False
    team: int | None = None


class ViewEdit(Schema):
    """`team` null and `shared` false: it is nobody else's."""

    name: str | None = None
    shared: bool | None = None
    team: int | None = None


@choices.get("/fields", auth=signed_in(), response=list[FieldOut], summary="The fields of a kind of record")
def fields(request: HttpRequest, type: RecordKind = "person") -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    told, others = accesses(user, type), kept_by_others(user, type)
    return [
        {
            "name": field.name,
            "label": str(field.label),
            "group": field.group,
            "group_label": str(group_of(field).label),
            "shape": field.shape.value,
            "kind": field.kind,
            "own": field.own is not None,
            "help": str(field.own.help) if field.own else "",
            "choices": [(one.value, str(one.label)) for one in field.own.choices] if field.own else [],
            "required": bool(field.own and field.own.required),
            "access": told.get(field.name, "normal"),
            "kept_by": keepers_of(others[field.name]) if field.name in others else "",
        }
        for field in fields_of(type).values()
    ]


@choices.get("/companies", auth=needs("records.read"), response=list[Named], summary="Companies by what is typed")
def companies(request: HttpRequest, q: str = "") -> Any:  # noqa: ANN401
    return [{"id": str(one.uid), "name": one.name} for one in find_companies(user=user_of(request), text=q)]


@choices.get("/owners", auth=signed_in(), response=list[Named], summary="Colleagues")
def owners(request: HttpRequest, q: str = "") -> Any:  # noqa: ANN401, ARG001
    return [user_named(one) for one in find_owners(text=q)]


@choices.get("/teams", auth=signed_in(), response=list[Named], summary="Teams")
def all_teams(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    return [named(one) for one in teams()]


@choices.post("/teams", auth=needs("users.manage"), response={201: Named}, summary="A new team")
def new_team(request: HttpRequest, given: TeamIn) -> Any:  # noqa: ANN401
    return Status(201, named(create_team(name=given.name, by=user_of(request))))


@choices.patch("/teams/{int:number}", auth=needs("users.manage"), response=Named, summary="Another name")
def edit_team(request: HttpRequest, number: int, given: TeamEdit) -> Any:  # noqa: ANN401
    seen = given.seen.dict() if given.seen else None
    return named(rename_team(team=team_by_id(number), name=given.name, seen=seen, by=user_of(request)))


@choices.delete("/teams/{int:number}", auth=needs("users.manage"), response={204: None}, summary="Dissolve a team")
def drop_team(request: HttpRequest, number: int) -> Any:  # noqa: ANN401
    delete_team(team=team_by_id(number), by=user_of(request))
    return Status(204, None)


@choices.get("/tags", auth=signed_in(), response=list[WordOut], summary="Tags")
def tags(request: HttpRequest, q: str = "") -> Any:  # noqa: ANN401, ARG001
    return [word_out(one) for one in find_tags(text=q)]


@choices.post("/tags", auth=signed_in(), response={201: WordOut}, summary="A new tag")
def new_tag(request: HttpRequest, given: Word) -> Any:  # noqa: ANN401
    return Status(201, word_out(create_tag(name=given.name, colour=given.colour, by=user_of(request))))


@choices.patch("/tags/{int:number}", auth=signed_in(), response=WordOut, summary="Another name or colour")
def edit_tag(request: HttpRequest, number: int, given: Words) -> Any:  # noqa: ANN401
    tag = tag_by_id(number)
    told = {"name": given.name, "colour": given.colour, "seen": given.seen.told()}
    return word_out(change_tag(tag=tag, by=user_of(request), **told))


@choices.delete("/tags/{int:number}", auth=signed_in(), response={204: None}, summary="Off all records and away")
def drop_tag(request: HttpRequest, number: int) -> Any:  # noqa: ANN401
    delete_tag(tag=tag_by_id(number), by=user_of(request))
    return Status(204, None)


@choices.get("/categories", auth=signed_in(), response=list[CategoryOut], summary="Categories")
def all_categories(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    return [category_out(one) for one in categories()]


@choices.post("/categories", auth=needs("settings.write"), response={201: CategoryOut}, summary="A new category")
def new_category(request: HttpRequest, given: NewCategory) -> Any:  # noqa: ANN401
    return Status(201, category_out(create_category(**given.model_dump(), by=user_of(request))))


@choices.post("/categories/usual", auth=needs("settings.write"), response=ActionOut, summary="Take the usual ones")
def usual_categories(request: HttpRequest) -> Any:  # noqa: ANN401
    return action_out(take_usual_categories(by=user_of(request)))


@choices.patch("/categories/{int:number}", auth=signed_in(), response=CategoryOut, summary="Change a category")
def edit_category(request: HttpRequest, number: int, given: CategoryWords) -> Any:  # noqa: ANN401
    category = category_by_id(number)
    told = {"name": given.name, "colour": given.colour, "seen": given.seen.told(), "position": given.position}
    said = {"meaning": given.meaning, "needs": given.needs}
    return category_out(change_category(category=category, by=user_of(request), **told, **said))


@choices.delete("/categories/{int:number}", auth=signed_in(), response={204: None}, summary="Off all records and away")
def drop_category(request: HttpRequest, number: int) -> Any:  # noqa: ANN401
    delete_category(category=category_by_id(number), by=user_of(request))
    return Status(204, None)


@views.get("", auth=needs("records.read"), response=Page[ViewOut], summary="Your saved views and those shared with you")
def all_views(request: HttpRequest, type: Listed = "person") -> Any:  # noqa: A002, ANN401
    return page_out(map(view_out, views_for(user_of(request), type)))


@views.post("", auth=needs("views.save"), response={201: ViewOut}, summary="Save a list under a name")
def new_view(request: HttpRequest, given: View) -> Any:  # noqa: ANN401
    wish = lists()[given.type](given.query)
    team = _team(given.team)
    view = save_view(name=given.name, wish=wish, by=user_of(request), shared=given.shared, team=team)
    return Status(201, view_out(view))


@views.patch("/{uuid:uid}", auth=needs("views.save"), response=ViewOut, summary="Rename or share")
def edit_view(request: HttpRequest, uid: UUID, given: ViewEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    view = view_by_uid(uid, user=user)
    if given.name is not None:
        view = rename_view(view=view, name=given.name, by=user)
    if given.model_fields_set & {"shared", "team"}:
        team = _team(given.team) if "team" in given.model_fields_set else None if given.shared else view.team
        shared = view.shared and team is None if given.shared is None else given.shared
        view = share_view(view=view, shared=shared, team=team, by=user)
    return view_out(view)


@views.delete("/{uuid:uid}", auth=needs("views.save"), response={204: None}, summary="Delete")
def drop_view(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    delete_view(view=view_by_uid(uid, user=user), by=user)
    return Status(204, None)


def word_out(word: Tag | Category) -> dict[str, Any]:
    return {"id": str(word.pk), "name": word.name, "colour": word.colour}


def category_out(one: Category) -> dict[str, Any]:
    return word_out(one) | {"position": one.position, "meaning": one.meaning, "needs": one.needs}


def _team(team_id: int | None) -> Team | None:
    try:
        return team_by_id(team_id) if team_id is not None else None
    except Team.DoesNotExist:
        raise ValidationError({"team": _("There is no such team; choose one from the list.")}) from None


def view_out(view: SavedView) -> dict[str, Any]:
    return {
        "id": view.uid,
        "type": view.record_type,
        "name": view.name,
        "query": view.query,
        "shared": view.shared,
        "team": named(view.team),
        "by": str(view.user.uid),
    }

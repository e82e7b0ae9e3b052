"""The problem log: report, talk over, end, count."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status

from zolal.api.answers.problem_log import LoggedDetail, LoggedOut, NoteOut, TallyOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import Page, Seen, page_out, user_named
from zolal.capture.queries.imports import visible_imports
from zolal.stewardship.actions.problems import change_problem, note_problem, report_problem
from zolal.stewardship.models import ProblemNote
from zolal.stewardship.months import Month
from zolal.stewardship.queries.problems import Shown, problem_by_uid, problem_page, problems, shown, tally

problem_log = Router(tags=["Problem log"])

Sort = Literal["obstacle", "rework", "side"]
State = Literal["open", "working", "solved", "dropped"]


class ProblemQuery(Schema):
    """`state` may be "waiting" or "ended" too; `month` is a Jalali one, such as 1405-09; `after` is a cursor."""

    kind: Sort | None = None
    state: State | Literal["waiting", "ended", ""] = ""
    month: str = ""
    brought_nothing: bool = False
    after: str = ""
    size: int = 50


class Report(Schema):
    """`about` with `key`: "person", "company" or "import" with an id, "field" with a name."""

    kind: Sort
    title: str
    text: str = ""
    hours: float = 0
    about: Literal["person", "company", "import", "field", ""] = ""
    key: str = ""
    brought_nothing: bool = False


class ProblemSeen(Seen):
    kind: str = ""
    title: str = ""
    text: str = ""
    hours: float = 0
    brought_nothing: bool = False
    state: str = ""
    solution: str = ""


class ProblemEdit(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: ProblemSeen = ProblemSeen()
    kind: Sort | None = None
    title: str | None = None
    text: str | None = None
    hours: float | None = None
    brought_nothing: bool | None = None
    state: State | None = None
    solution: str | None = None


class Note(Schema):
    text: str


@problem_log.get("", auth=needs("problems.report"), response=Page[LoggedOut], summary="Problems, newest first")
def index(request: HttpRequest, query: Query[ProblemQuery]) -> Any:  # noqa: ANN401
    user = user_of(request)
    month = Month.read(query.month)
    if query.month and month is None:
        raise ValidationError({"month": _("Write a Jalali month, such as 1405-09.")})
    found = problems(user, kind=query.kind or "", state=query.state, month=month, brought_nothing=query.brought_nothing)
    page = problem_page(user, found, after=query.after, size=min(max(query.size, 1), 200))
    return page_out(map(logged_out, page.problems), next=page.next)


@problem_log.get("/counts", auth=needs("problems.report"), response=TallyOut, summary="By kind, and month by month")
def counts(request: HttpRequest) -> Any:  # noqa: ANN401
    found = tally(user_of(request))
    return {
        "kinds": [
            {"kind": kind, "all": every, "waiting": waiting, "hours": hours}
            for kind, (every, waiting, hours) in found.by_kind.items()
        ],
        "months": [
            {"month": month.code, "kind": kind, "count": many} for (kind, month), many in sorted(found.by_month.items())
        ],
        "brought_nothing": found.brought_nothing,
    }


@problem_log.post("", auth=needs("problems.report"), response={201: LoggedDetail}, summary="Report a problem")
def report(request: HttpRequest, given: Report) -> Any:  # noqa: ANN401
    user = user_of(request)
    if given.about == "import" and not _sees_import(request, given.key):
        raise ValidationError({"key": _("It does not exist, or you may not see it.")})
    told = report_problem(**given.dict(), by=user)
    return Status(201, _detail(shown(user, [told.problem])[0]))


@problem_log.get(
    "/{uuid:uid}", auth=needs("problems.report"), response=LoggedDetail, summary="One, with its discussion"
)
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return _detail(problem_by_uid(user_of(request), uid))


@problem_log.patch("/{uuid:uid}", auth=needs("problems.report"), response=LoggedDetail, summary="Change or end it")
def change(request: HttpRequest, uid: UUID, given: ProblemEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict(exclude_unset=True, exclude={"seen"})
    wanted = {name: value for name, value in told.items() if value is not None}
    change_problem(problem=problem_by_uid(user, uid).problem, by=user, seen=given.seen.told(), **wanted)
    return _detail(problem_by_uid(user, uid))


@problem_log.post("/{uuid:uid}/notes", auth=needs("problems.report"), response={201: NoteOut}, summary="Say something")
def note(request: HttpRequest, uid: UUID, given: Note) -> Any:  # noqa: ANN401
    user = user_of(request)
    return Status(201, _note(note_problem(problem=problem_by_uid(user, uid).problem, text=given.text, by=user)))


def logged_out(one: Shown) -> dict[str, Any]:
    problem = one.problem
    names = ("kind", "title", "text", "hours", "brought_nothing", "about", "state", "solution", "at", "ended_at")
    return {
        "id": problem.uid,
        **{name: getattr(problem, name) for name in names},
        "key": str(one.record.uid) if one.record else problem.about_name,
        "by": user_named(problem.by),
        "ended_by": user_named(problem.ended_by),
    }


def _detail(one: Shown) -> dict[str, Any]:
    return {**logged_out(one), "notes": [_note(note) for note in one.problem.notes.select_related("by")]}


def _note(note: ProblemNote) -> dict[str, Any]:
    return {"id": note.uid, "by": user_named(note.by), "at": note.at, "text": note.text}


def _sees_import(request: HttpRequest, key: str) -> bool:
    try:
        return visible_imports(user_of(request)).filter(uid=UUID(key)).exists()
    except ValueError:
        return False

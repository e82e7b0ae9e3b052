"""Files in fields: handed in with a form, taken home from the record's page."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from zolal.core.downloads import as_file
from zolal.core.files import Upload
from zolal.people.actions.own_files import hand_in
from zolal.people.fields import Field, Shape
from zolal.people.queries.own_files import visible_file
from zolal.web.policy import needs


@needs("records.read")
@require_GET
def download(request: HttpRequest, record_type: str, uid: UUID, name: str) -> HttpResponseBase:
    """The file in a field of a record."""
    return file_of(request, record_type, uid, name)


def file_of(request: HttpRequest, record_type: str, uid: UUID, name: str) -> HttpResponseBase:
    """The same of any kind of record; 404 for who does not see it."""
    try:
        found = visible_file(request.user, record_type, uid, name)  # type: ignore[arg-type]  # the login stands before
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    return as_file(found.sha256, found.name)


def handed_in(request: HttpRequest, field: Field) -> str:
    """The text of a field for the file that a form brings with it, "" for none. Raises `ValidationError` by field."""
    file = request.FILES.get(field.name) if field.shape is Shape.FILE else None
    if file is None:
        return ""
    try:
        return hand_in(upload=Upload(file.name or "", file.size or 0, file), by=request.user)  # type: ignore[arg-type]
    except ValidationError as refused:
        raise ValidationError({field.name: refused.messages}) from refused

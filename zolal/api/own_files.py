"""Files in fields of any kind of record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from zolal.api.door import needs, user_of
from zolal.core.downloads import as_file
from zolal.core.files import Upload
from zolal.people.actions.own_files import hand_in
from zolal.people.own.files import kept
from zolal.people.queries.own_files import visible_file

own_files = Router(tags=["Fields"])


class HandedIn(Schema):
    """Write `id` into a field of the kind "file" within a day, as the text of an entry or an edit."""

    id: UUID
    name: str
    size: int


@own_files.post("", auth=needs("records.edit"), response={201: HandedIn}, summary="Hand in a file for a field")
def hand_in_file(request: HttpRequest, file: File[UploadedFile]) -> Any:  # noqa: ANN401
    found = kept(hand_in(upload=Upload(file.name or "", file.size or 0, file), by=user_of(request)))
    assert found is not None
    return Status(201, {"id": found.uid, "name": found.name, "size": found.size})


def add_downloads(router: Router, record_type: str, verb: str = "records.read") -> None:
    """The files of one kind of record."""

    @router.get("/{uuid:uid}/files/{str:name}", auth=needs(verb), summary="The file in a field")
    def download(request: HttpRequest, uid: UUID, name: str) -> Any:  # noqa: ANN401
        found = visible_file(user_of(request), record_type, uid, name)
        return as_file(found.sha256, found.name)

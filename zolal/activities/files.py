"""Files of activities, in the data folder under the hash of their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from zolal.activities.limits import LARGEST
from zolal.activities.models import Attachment

TYPES = frozenset(
    "pdf png jpg jpeg gif webp heic tif tiff mp3 m4a ogg oga wav amr mp4 mov webm txt csv tsv md rtf "
    "doc docx odt xls xlsx ods ppt pptx odp zip ics vcf eml msg dwg".split()
)
"""No page and no script: what a browser would run stays out, whatever it is served as."""
_PIECE = 2**18


def demand_fit(name: str, size: int) -> str:
    """The name without folders. Raises `ValidationError` for "file"."""
    plain = "".join(letter for letter in PurePosixPath(name.replace("\\", "/")).name if letter.isprintable()).strip()
    if not plain or PurePosixPath(plain).suffix.lower().removeprefix(".") not in TYPES:
        sentence = _("Files of this kind are not taken; these are: %(types)s.")
        raise ValidationError({"file": sentence % {"types": ", ".join(sorted(TYPES))}})
    if size > LARGEST:
        raise ValidationError({"file": _("The file is larger than %(limit)s MB.") % {"limit": LARGEST // 2**20}})
    if not size:
        raise ValidationError({"file": _("The file is empty.")})
    stem, suffix = PurePosixPath(plain).stem, PurePosixPath(plain).suffix
    return stem[: 200 - len(suffix)] + suffix


def keep(file: IO[bytes]) -> str:
    """Store the bytes; their SHA-256. The same bytes lie there once."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE):
        digest.update(piece)
    found = digest.hexdigest()
    if not default_storage.exists(_path(found)):
        file.seek(0)
        default_storage.save(_path(found), File(file))
    return found


def opened(sha256: str) -> IO[bytes]:
    """The bytes to be read. Raises `FileNotFoundError`."""
    return default_storage.open(_path(sha256))


def discard(digests: Iterable[str]) -> None:
    """Delete bytes that no attachment has any more."""
    wanted = set(digests)
    for digest in wanted - set(Attachment.objects.filter(sha256__in=wanted).values_list("sha256", flat=True)):
        default_storage.delete(_path(digest))


def _path(sha256: str) -> str:
    return f"attached/{sha256[:2]}/{sha256[2:]}"

"""Files that people hand in, in the data folder under the hash of their bytes; apps above know what names them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

LARGEST = 20 * 2**20
"""Bytes of one file."""
TYPES = frozenset(
    "pdf png jpg jpeg gif webp heic tif tiff mp3 m4a ogg oga wav amr mp4 mov webm txt csv tsv md rtf "
    "doc docx odt xls xlsx ods ppt pptx odp zip ics vcf eml msg dwg".split()
)
"""No page and no script: what a browser would run stays out, whatever it is served as."""
_PIECE = 2**18

Holder = Callable[[Collection[str]], Iterable[str]]
"""Of some hashes those that rows of an app still name."""

_holders: list[Holder] = []


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody hands it in."""

    name: str
    size: int
    file: IO[bytes]


def register_holder(function: Holder) -> None:
    """Let an app say which bytes it still needs."""
    if function not in _holders:
        _holders.append(function)


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
    """Delete bytes that nothing names any more."""
    wanted = set(digests)
    held = {digest for holder in _holders for digest in holder(wanted)} if wanted else set()
    for digest in wanted - held:
        default_storage.delete(_path(digest))


def _path(sha256: str) -> str:
    return f"attached/{sha256[:2]}/{sha256[2:]}"

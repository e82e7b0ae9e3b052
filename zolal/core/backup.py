"""One archive that holds everything: the database, the uploaded files and the secret key.

A backup is taken while Zolal runs and shows the database at one moment. It is restored into the same kind of database;
an older release's backup is restored in that release's form and can be migrated then.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
import zlib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from zolal import __version__
from zolal.core import copying
from zolal.core.ledger import record_types

_ABOUT, _KEY, _FILES, _SQLITE, _TABLES = "about.json", "secret-key", "files/", "zolal.sqlite3", "tables/"


class Unfit(Exception):
    """The archive cannot be written or restored; the message says why and what to do."""


def write(target: Path) -> int:
    """Write the archive, its name given to it only when it is whole; its size in bytes. Raises `Unfit`, `OSError`."""
    if target.exists():
        raise Unfit(_("There is a file of that name; choose another one."))
    partial = target.with_name(f".{target.name}.partial")
    descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)  # personal data and a key
    try:
        with (
            os.fdopen(descriptor, "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ):
            _write_database(archive, beside=target.parent)
            _write_files(archive)
            archive.writestr(_ABOUT, json.dumps(_about()))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target.stat().st_size


def restore(source: Path, *, force: bool) -> None:
    """Put back what the archive holds. The database is replaced in one transaction.

    Raises `Unfit`, before anything is changed, where the archive is damaged or for another kind of database, and where
    the present database has records, unless `force`.
    """
    try:
        archive = zipfile.ZipFile(source)
    except zipfile.BadZipFile as error:
        raise Unfit(_("This is no backup of Zolal, or it is damaged.")) from error
    with closing(archive):
        about = _checked(archive)
        if not force and _has_records():
            raise Unfit(_("The database has records; add --force to replace them by those of the backup."))
        if connection.vendor == "sqlite":
            _restore_sqlite(archive)
        else:
            copying.load(archive, _TABLES, about["migrations"])
        _restore_files(archive)


def _about() -> dict[str, Any]:
    return {
        "zolal": __version__,
        "database": connection.vendor,
        "at": datetime.now(UTC).isoformat(),
        "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
    }


def _write_database(archive: zipfile.ZipFile, *, beside: Path) -> None:
    if connection.vendor != "sqlite":
        copying.dump(archive, _TABLES)
        return
    with tempfile.TemporaryDirectory(prefix=".zolal-backup-", dir=beside) as folder:
        snapshot = Path(folder) / _SQLITE
        with connection.cursor() as cursor:
            # Through the application's own connection: a second SQLite library would drop its locks.
            cursor.execute("VACUUM INTO %s", [str(snapshot)])
        archive.write(snapshot, _SQLITE)


def _write_files(archive: zipfile.ZipFile) -> None:
    folder = Path(settings.DATA) / "files"
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file():
                archive.write(path, _FILES + path.relative_to(folder).as_posix())
        except FileNotFoundError:
            continue  # removed while we came to it
    if (key := Path(settings.DATA) / _KEY).exists():
        archive.write(key, _KEY)


def _checked(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads(archive.read(_ABOUT))
        damaged = archive.testzip()
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise Unfit(_("This is no backup of Zolal, or it is damaged.")) from error
    if damaged:
        raise Unfit(_("The backup is damaged at “%(name)s”; use another one.") % {"name": damaged})
    if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in archive.namelist()):
        raise Unfit(_("This is no backup of Zolal, or it is damaged."))
    if not copying.known(about["migrations"]):
        sentence = _("The backup was made by a newer release of Zolal (%(release)s); install that one first.")
        raise Unfit(sentence % {"release": about.get("zolal", "?")})
    if about["database"] != connection.vendor:
        names = {"there": about["database"], "here": connection.vendor}
        raise Unfit(
            _("The backup is of %(there)s and this installation uses %(here)s; set DATABASE_URL accordingly.") % names
        )
    return about


def _has_records() -> bool:
    models = [get_user_model(), *(kind.model for kind in record_types().values())]
    existing = set(connection.introspection.table_names())
    return any(model._default_manager.exists() for model in models if model._meta.db_table in existing)


def _restore_sqlite(archive: zipfile.ZipFile) -> None:
    from django.db.backends.sqlite3.base import Database  # noqa: PLC0415 - the library the application uses

    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.DATA) as folder:
        file = archive.extract(_SQLITE, folder)
        with closing(Database.connect(file)) as snapshot:
            if snapshot.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise Unfit(_("The backup is damaged at “%(name)s”; use another one.") % {"name": _SQLITE})
            connection.ensure_connection()
            # Page by page under SQLite's own locks, so a server that still runs sees the old state or the restored one.
            snapshot.backup(connection.connection)
        connection.close()


def _restore_files(archive: zipfile.ZipFile) -> None:
    data = Path(settings.DATA)
    beside = data / ".files-restored"
    shutil.rmtree(beside, ignore_errors=True)
    (beside / _FILES).mkdir(parents=True)
    archive.extractall(beside, [name for name in archive.namelist() if name.startswith(_FILES)])
    shutil.rmtree(data / "files", ignore_errors=True)
    (beside / _FILES).rename(data / "files")
    beside.rmdir()
    if _KEY in archive.namelist():
        key = data / f".{_KEY}-restored"
        key.touch(mode=0o600)
        key.write_bytes(archive.read(_KEY))
        key.replace(data / _KEY)

"""Settings as the environment gives them, each read once and refused loudly when it makes no sense."""

from __future__ import annotations

import errno
import os
import secrets
from gettext import gettext as _
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# The defaults of Django fail two in five concurrent read-modify-writes; these fail none.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=1073741824;"
    "PRAGMA cache_size=-65536;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
    "PRAGMA wal_autocheckpoint=32000;"
)


def data_folder() -> Path:
    """`ZOLAL_DATA`, made where it is missing; refused where nothing can be written into it."""
    folder = Path(os.environ.get("ZOLAL_DATA", "data")).resolve()
    try:
        # Customers and a key: for nobody else on this machine.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        sentence = _("ZOLAL_DATA: the folder {folder} cannot be used ({reason}).")
        raise ImproperlyConfigured(sentence.format(folder=folder, reason=error.strerror)) from error
    return folder


def flag(name: str, *, default: bool) -> bool:
    """An environment variable that says yes or no."""
    text = os.environ.get(name, "").strip().lower()
    if text in {"", "0", "no", "false", "1", "yes", "true"}:
        return text in {"1", "yes", "true"} if text else default
    raise ImproperlyConfigured(_("{name}={text}: expected 1 or 0.").format(name=name, text=text))


def words(name: str, *, default: str) -> list[str]:
    """An environment variable with words between spaces or commas."""
    return os.environ.get(name, default).replace(",", " ").split()


def secret_key(data: Path) -> str:
    """`ZOLAL_SECRET_KEY`, else a key made once and kept in the data folder."""
    if key := os.environ.get("ZOLAL_SECRET_KEY"):
        return key
    file = data / "secret-key"
    if not file.exists():
        beside = data / f".secret-key-{os.getpid()}"
        beside.touch(mode=0o600)
        beside.write_text(secrets.token_urlsafe(50))
        try:
            os.link(beside, file)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return file.read_text()


def database(data: Path) -> dict[str, Any]:
    """`DATABASE_URL` (postgresql://user:password@host:port/name), else SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "zolal.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": _PRAGMAS},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(_("DATABASE_URL: expected postgresql://user:password@host:port/name."))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def mail_server() -> tuple[str, int, str, str, bool, bool]:
    """`ZOLAL_SMTP`, as smtp://user:password@host:587 (STARTTLS) or smtps://…:465: host, port, user, password, SSL, TLS.

    The host is "" where none is told: then nothing is sent.
    """
    text = os.environ.get("ZOLAL_SMTP", "").strip()
    if not text:
        return "", 25, "", "", False, False
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in {"smtp", "smtps"}:
        raise ImproperlyConfigured(_("ZOLAL_SMTP: expected smtp://user:password@host:587 or smtps://…:465."))
    is_ssl = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return host, port or (465 if is_ssl else 587), user, password, is_ssl, not is_ssl


def proxy() -> str:
    """`ZOLAL_OUTBOUND_PROXY`, as http://user:password@host:3128; "" where there is none."""
    text = os.environ.get("ZOLAL_OUTBOUND_PROXY", "").strip()
    try:
        parts = urlsplit(text)
        is_one = parts.scheme == "http" and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_one = False
    if text and not is_one:
        raise ImproperlyConfigured(_("ZOLAL_OUTBOUND_PROXY: expected http://user:password@host:3128."))
    return text

"""The product's settings, with a throw-away data folder; on PostgreSQL where `DATABASE_URL` says so."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ZOLAL_DATA", tempfile.mkdtemp(prefix="zolal-test-"))

from zolal.server.settings import *  # noqa: F403
from zolal.server.settings import DATA, DATABASES, STORAGES

# In a file like the real one: an in-memory database knows neither WAL nor other processes.
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA) / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["*"]

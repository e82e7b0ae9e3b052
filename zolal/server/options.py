"""The commands that need a database and their options; imports nothing that takes time."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from gettext import gettext as _
from pathlib import Path

PORT = 8000


def commands() -> Mapping[str, str]:
    """Name and help of each."""
    return {
        "serve": _("run the web application"),
        "work": _("run background jobs only, beside a server on another machine"),
        "migrate": _("bring the database to the form of this release"),
        "backup": _("write database, files and key into one archive, also while the server runs"),
        "restore": _("bring back what an archive holds"),
        "create-admin": _("make somebody an administrator, also when nobody can log in any more"),
    }


def add_options(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """The options of each command."""
    serve = made["serve"].add_argument
    serve("--host", default="127.0.0.1", help=_("address to listen on; default 127.0.0.1, this machine only"))
    serve("--port", type=int, default=PORT, help=_("port to listen on; default 8000"))
    serve("--workers", type=_positive, default=2, metavar="N", help=_("processes that answer requests; default 2"))
    serve("--job-workers", type=_positive, default=2, metavar="N", help=_("processes that run jobs; default 2"))
    serve("--demo", action="store_true", help=_("fill an empty database with a demo company first"))
    made["backup"].add_argument("file", type=Path, metavar="FILE", help=_("the archive to write, a .zip"))
    made["restore"].add_argument("file", type=Path, metavar="FILE", help=_("the archive of an earlier backup"))
    made["restore"].add_argument("--force", action="store_true", help=_("replace the records that are there"))
    admin = made["create-admin"].add_argument
    admin("--email", required=True, help=_("the e-mail address they log in with"))
    admin("--name", required=True, help=_("their name"))
    admin("--password-stdin", action="store_true", help=_("read the password from standard input; else a link is made"))


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number

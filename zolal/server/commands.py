"""What the commands that need a database do; each returns the exit code."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Mapping
from gettext import gettext as _

import django
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils import translation


def run(args: argparse.Namespace, lang: str) -> int:
    """Run the command that was asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zolal.server.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        return _refuse(str(error))
    from zolal.server import fitness  # noqa: PLC0415 - after django.setup

    with translation.override(lang):
        try:
            fitness.reach()
            if args.command != "restore":
                fitness.refuse_newer()
            return _COMMANDS[args.command](args)
        except fitness.Unusable as reason:
            return _refuse(str(reason))


def migrate_database() -> None:
    """Apply what is missing."""
    from zolal.server import fitness  # noqa: PLC0415 - after django.setup

    fitness.migrate()


def _serve(args: argparse.Namespace) -> int:
    from zolal.server import serve  # noqa: PLC0415 - after django.setup

    if not serve.is_free(args.host, args.port):
        return _refuse(_("Port {port} is in use; choose another one.").format(port=args.port))
    serve.prepare(with_demo=args.demo)
    commands = serve.processes(args.host, args.port, args.workers, args.job_workers)
    return serve.supervise(
        commands,
        is_ready=lambda: serve.answers(args.host, args.port),
        greet=lambda: serve.greet(args.host, args.port),
    )


def _work(args: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes its options
    from zolal.core.jobs.worker import Worker  # noqa: PLC0415 - after django.setup

    worker = Worker()
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.work()
    return 0


def _migrate(args: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes its options
    migrate_database()
    print(_("The database is up to date."))
    return 0


def _backup(args: argparse.Namespace) -> int:
    from zolal.core import backup  # noqa: PLC0415 - after django.setup

    try:
        size = backup.write(args.file)
    except (backup.Unfit, OSError) as error:
        return _refuse(f"{args.file}: {error}")
    print(_("Backup: {file}, bytes: {size}").format(file=args.file, size=size))
    return 0


def _restore(args: argparse.Namespace) -> int:
    from zolal.core import backup  # noqa: PLC0415 - after django.setup
    from zolal.server import fitness  # noqa: PLC0415

    if not fitness.is_replaceable():
        fitness.refuse_newer()
    try:
        backup.restore(args.file, force=args.force)
    except (backup.Unfit, OSError) as error:
        return _refuse(f"{args.file}: {error}")
    migrate_database()
    print(_("Restored from {file}.").format(file=args.file))
    return 0


def _create_admin(args: argparse.Namespace) -> int:
    from zolal.accounts.actions.users import appoint_administrator  # noqa: PLC0415 - after django.setup
    from zolal.accounts.links import link_for  # noqa: PLC0415

    migrate_database()
    password = sys.stdin.readline().rstrip("\n") if args.password_stdin else None
    try:
        user = appoint_administrator(email=args.email, name=args.name, password=password)
    except ValidationError as error:
        return _refuse(" ".join(error.messages))
    if password is None:
        print(_("Open this address on the server's host to choose a password: {path}").format(path=link_for(user).path))
    else:
        print(_("{email} may log in.").format(email=user.email))
    return 0


def _fill(args: argparse.Namespace) -> int:
    from zolal.capture import demo  # noqa: PLC0415 - after django.setup

    migrate_database()
    count = demo.fill(rows=args.rows, seed=args.seed)
    print(_("People in the database: {count}").format(count=count))
    return 0


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "serve": _serve,
    "work": _work,
    "migrate": _migrate,
    "backup": _backup,
    "restore": _restore,
    "create-admin": _create_admin,
    "demo-data": _fill,
}

"""What `zolal clean` does with its options."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace

from zolal.cleaning.decisions import read_decisions
from zolal.cleaning.engines import NoEngine, engine
from zolal.cleaning.folder import explained, output_folder
from zolal.cleaning.outputs import write_outputs
from zolal.cleaning.progress import Progress
from zolal.cleaning.signals import stop_no_more
from zolal.cleaning.summary import summary_data, summary_text
from zolal.engine.fields import KINDS
from zolal.engine.files import FileError
from zolal.engine.pipeline import Cleaned, Options, clean
from zolal.engine.profile.recognise import UnknownKind, UnknownOverride
from zolal.engine.records import Translate
from zolal.i18n import Language

_ENGINE_SHARE = 0.9  # of a run's time; the rest is writing


def clean_files(args: Namespace, *, lang: Language, translate: Translate) -> int:
    """Clean `args.files` into `args.out` and say what was found: 0, or 2 with one sentence when that cannot be done."""
    progress = Progress(sys.stderr, translate, lang)
    try:
        with progress:
            cleaned = _clean_into(args, lang, translate, progress)
    except (FileError, NoEngine, UnknownOverride) as error:
        print(error.text(translate), file=sys.stderr)
        return 2
    if args.format == "json":
        print(json.dumps(summary_data(cleaned.summary, args.out, progress.seconds), ensure_ascii=False, indent=2))
    else:
        print(summary_text(cleaned.summary, args.out, lang, translate))
    return 0


def _clean_into(args: Namespace, lang: Language, translate: Translate, progress: Progress) -> Cleaned:
    for kind in (*dict(args.map).values(), *(args.essential or ())):
        if kind not in KINDS:
            raise UnknownKind(kind, KINDS)
    inputs = [*args.files, *([args.decisions] if args.decisions else [])]
    with output_folder(args.out, inputs=inputs, force=args.force) as folder:
        options, thinking = _options(args, translate), progress.part(0, _ENGINE_SHARE)
        with engine(os.environ) as backend:
            cleaned = clean(*args.files, options=options, progress=thinking, backend=backend)
        with explained(args.out):
            write_outputs(cleaned, folder, lang=lang, translate=translate, progress=progress.part(_ENGINE_SHARE, 1))
    stop_no_more()
    return cleaned


def _options(args: Namespace, translate: Translate) -> Options:
    return Options(
        overrides=dict(args.map),
        essential=args.essential,
        same=args.same,
        ask=args.ask,
        decisions=read_decisions(args.decisions) if args.decisions else None,
        as_of=args.as_of,
        money=args.money,
        sheet=args.sheet,
        delimiter=args.delimiter or "",
        encoding=args.encoding,
        header_row=args.header_row,
        translate=translate,
    )

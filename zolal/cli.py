"""The command `zolal`: reads the options, hands over to the part that does the work, and never shows a traceback."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path
from typing import NoReturn, TextIO

from zolal import __version__
from zolal.cleaning import choices
from zolal.cleaning.signals import stop_politely
from zolal.i18n import LANGUAGES, Language, speak, translator
from zolal.server import options

_ASK = 0.6
"""The probability from which a person is asked, unless rows are the same from a lower one on."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `zolal` with `argv`; the exit code: 0 done, 1 our fault, 2 a file or an option is wrong, 130 Ctrl-C."""
    argv = sys.argv[1:] if argv is None else argv
    sys.stdout, sys.stderr = _writable(sys.stdout), _writable(sys.stderr)
    lang = _language(argv)
    speak(lang)
    stop_politely()
    try:
        parser = _parser()
        code = _run(parser.parse_args(argv), parser, lang)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(_("Stopped. Nothing was written."), file=sys.stderr, flush=True)
        # An interrupt that passed through `exec` (as imports do) would make Python end by the signal, not by the code.
        os._exit(130)
    except BrokenPipeError:
        # The reader of our output has gone; the null device takes what Python still wants to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of a native library is no Exception
        _admit(error)
        return 1
    return code


class Parser(argparse.ArgumentParser):
    """Answers a wrong option with one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def _run(args: argparse.Namespace, parser: Parser, lang: Language) -> int:
    match args.command:
        case "clean":
            args.ask = min(_ASK, args.same) if args.ask is None else args.ask
            if args.ask > args.same:
                parser.error(_("--ask cannot be above --same"))
            from zolal.cleaning.command import clean_files  # noqa: PLC0415 - quick start-up

            return clean_files(args, lang=lang, translate=translator(lang))
        case "fields":
            from zolal.cleaning.kinds import list_kinds  # noqa: PLC0415 - quick start-up

            return list_kinds(args.format, lang)
        case "demo-data" if not args.into_database:
            return _write_demo(args)
        case None:
            parser.print_help()
            return 0
    from zolal.server import commands  # noqa: PLC0415 - Django is for those who need it

    return commands.run(args, lang)


def _parser() -> Parser:
    common = Parser(add_help=False)
    common.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=_("fa or en; for a server that of the locale where not given, otherwise fa"),
    )
    description = _("A messy customer file in, a clean customer database out.")
    parser = Parser(prog="zolal", description=description, parents=[common])
    parser.add_argument("--version", action="version", version=f"zolal {__version__}", help=_("show the version"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    texts = {
        "clean": _("clean customer files into a folder"),
        "fields": _("the kinds of column Zolal knows, with examples"),
        "demo-data": _("make a messy customer file to try things out"),
        **options.commands(),
    }
    made = {
        name: commands.add_parser(name, help=text, description=text, parents=[common]) for name, text in texts.items()
    }
    _add_clean_options(made["clean"])
    made["fields"].add_argument("--format", choices=("text", "json"), default="text", help=_("json is for programs"))
    demo = made["demo-data"]
    demo.add_argument("rows", type=choices.count, metavar="N", help=_("number of rows"))
    demo.add_argument("--seed", type=choices.count, default=1, help=_("the same seed makes the same file; default 1"))
    demo.add_argument(
        "--out",
        type=Path,
        default=Path("customers.csv"),
        metavar="FILE",
        help=_("a .csv file; the truth goes beside it"),
    )
    demo.add_argument("--into-database", action="store_true", help=_("import the rows into the database instead"))
    options.add_options(made)
    return parser


def _add_clean_options(clean: argparse.ArgumentParser) -> None:
    add = clean.add_argument
    add("files", nargs="+", metavar="FILE", help=_("CSV, TSV, XLSX, XLS, XLSB, ODS or Parquet"))
    add("--out", type=Path, required=True, metavar="DIR", help=_("the folder for the results"))
    add("--force", action="store_true", help=_("replace the results of an earlier run in that folder"))
    add(
        "--map", action="append", type=choices.mapping, default=[], metavar="COLUMN=KIND",
        help=_("what a column holds, when it was taken for something else; may be given several times"),
    )  # fmt: skip
    add(
        "--essential", type=choices.kinds,  metavar="KINDS",
        help=_("the columns that matter most; default name,mobile,email as far as they are there"),
    )  # fmt: skip
    add(
        "--same", type=choices.probability, default=0.95, metavar="P",
        help=_("rows are the same customer from this probability on; default 0.95"),
    )  # fmt: skip
    add(
        "--ask", type=choices.probability, metavar="P",
        help=_("a person is asked from this probability on; default 0.6"),
    )  # fmt: skip
    add(
        "--decisions", type=Path, metavar="FILE",
        help=_("pairs that a person judged, in the form of duplicates.csv: same or not same"),
    )  # fmt: skip
    add(
        "--as-of", type=choices.day, metavar="DATE",
        help=_("the day to count age from, 2026-11-21 or 1405/08/30; default: the newest date in the data"),
    )  # fmt: skip
    add(
        "--money",
        choices=("rial", "toman"),
        default="",
        help=_("the unit of money columns that do not tell it"),
    )
    add("--sheet", default="", metavar="NAME", help=_("only this sheet of a workbook"))
    add(
        "--delimiter",
        type=choices.delimiter,
        metavar="C",
        help=_("what stands between the cells of a CSV"),
    )
    add(
        "--encoding",
        default="",
        metavar="NAME",
        help=_("how the text of a CSV is encoded, such as utf-8 or cp1256"),
    )
    add(
        "--header-row", type=choices.count, metavar="N",
        help=_("the line with the column names, from 1; 0 when there is none"),
    )  # fmt: skip
    add("--format", choices=("text", "json"), default="text", help=_("json is for programs"))


def _write_demo(args: argparse.Namespace) -> int:
    from zolal import demo  # noqa: PLC0415 - quick start-up

    try:
        made = demo.write(args.out, rows=args.rows, seed=args.seed)
    except (OSError, ValueError) as error:
        sentence = _("{file}: the demo data cannot be written ({reason}).")
        print(sentence.format(file=args.out, reason=_(getattr(error, "strerror", None) or str(error))), file=sys.stderr)
        return 2
    print(_("Rows: {rows}, file: {file}, truth: {truth}").format(rows=made.rows, file=made.path, truth=made.truth))
    return 0


def _language(argv: Sequence[str]) -> Language:
    """The language asked for, wherever it stands; needed before the options are read, for their help is translated.

    Where none is: Persian for what works on files, so that results do not depend on the machine; the language of the
    locale for what only talks to whoever sits at the terminal.
    """
    finder = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    finder.add_argument("--lang", choices=LANGUAGES)
    try:
        known, others = finder.parse_known_args(argv)
    except argparse.ArgumentError:
        return "fa"
    asked: Language | None = known.lang
    if asked is None and any(word in options.commands() for word in others[:1]):
        return "fa" if _locale().startswith("fa") else "en"
    return asked or "fa"


def _locale() -> str:
    """The locale of messages, by the rule of POSIX."""
    return next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := os.environ.get(name))), "")


def _writable(stream: TextIO | None) -> TextIO:
    """The stream, in UTF-8; one that was closed before we began swallows what is written."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - open as long as the program runs
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def _admit(error: BaseException) -> None:
    if os.environ.get("ZOLAL_DEBUG"):
        traceback.print_exception(error)
    sentence = _(
        "Something went wrong inside Zolal ({error}). Nothing was written. Set ZOLAL_DEBUG=1 to see the details."
    )
    print(sentence.format(error=type(error).__name__), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())

"""The command line: it parses, calls, prints and returns an exit code. What it calls is imported where it is called."""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from publish.errors import PublishError

if TYPE_CHECKING:
    from publish.results import Summary
    from publish.settings import Arguments, Settings
    from publish.terminal import Terminal

STRICT, INTERRUPTED = 6, 130

app = typer.Typer(
    name="publish",
    help="Dirty web articles in, one clean book out: PDF, EPUB and DOCX from one theme.",
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
styles_app = typer.Typer(help="List, show, copy and compare styles.", rich_markup_mode=None, no_args_is_help=True)
app.add_typer(styles_app, name="styles")

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders or - for standard input; sources/ of the project folder without any.", show_default=False
    ),
]
Config = Annotated[Path | None, typer.Option("-c", "--config", help="The configuration, publish.toml without it.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Print errors only, and what was asked for.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Print every finding too.")]


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    quiet: Quiet = False,
    verbose: Verbose = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """In a project folder, `publish` alone is `publish build`."""
    from publish.configuration import is_project
    from publish.terminal import Terminal

    context.obj = Terminal(quiet=quiet, verbose=verbose)
    if version:
        from publish import __version__

        print(f"publish {__version__}")  # noqa: T201  # a result
        raise typer.Exit
    if context.invoked_subcommand is None:
        if not is_project(Path.cwd()):
            print(context.get_help())  # noqa: T201  # a result
            raise typer.Exit
        build(context)


@app.command()
def build(
    context: typer.Context,
    sources: Sources = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The output folder, out/ without it.")] = None,
    config: Config = None,
    formats: Annotated[str | None, typer.Option("-f", "--formats", help="What to write: pdf,epub,docx.")] = None,
    style: Annotated[str | None, typer.Option("-s", "--style", help="A style by name, or its file or folder.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="The title of the book.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 6 when there are warnings.")] = False,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes to use, 0 for one a core.")] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List the articles; write nothing.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Build again whenever something was changed.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Clean the sources and write the book."""
    from publish.settings import Arguments

    terminal = _terminal(context, quiet=quiet, verbose=verbose)
    arguments = Arguments(
        sources=tuple(sources or ()),
        out=out,
        config=config,
        formats=formats,
        style=style,
        title=title,
        strict=strict,
        jobs=jobs,
    )
    if watch:
        _watch(arguments, terminal)
        return
    settings = _settings(arguments)
    given = _standard_input(settings.sources)
    if dry_run:
        from publish import pipeline

        collected = pipeline.plan(settings, standard_input=given, progress=terminal.progress, log=terminal.log)
        terminal.show_plan(collected)
        raise typer.Exit(STRICT if strict and collected.warnings else collected.exit_code)
    built = _built(settings, given, terminal)
    raise typer.Exit(STRICT if strict and built.warnings else built.exit_code)


def _built(settings: Settings, given: bytes, terminal: Terminal) -> Summary:
    """The book built, or found to be as it would be, and shown."""
    from publish.results import summary_of
    from publish.unchanged import as_before

    built = as_before(settings, given)
    if built is None:
        from publish import pipeline

        report = pipeline.build(settings, standard_input=given, progress=terminal.progress, log=terminal.log)
        built = summary_of(report)
    else:
        terminal.show_hint("nothing has changed: the files are as they were")
    terminal.show_build(built)
    return built


def _watch(arguments: Arguments, terminal: Terminal) -> None:
    from publish.errors import UsageError
    from publish.watching import wait, watch

    if "-" in arguments.sources:
        raise UsageError("standard input cannot be watched; name files or folders")
    watch(
        lambda: _settings(arguments),
        lambda settings: _built(settings, b"", terminal),
        terminal.show_hint,
        pause=wait,
    )


@app.command()
def clean(
    context: typer.Context,
    sources: Sources = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="A folder to write to; needed for several sources.")
    ] = None,
    to: Annotated[str, typer.Option("--to", help="text, markdown, html or json.")] = "text",
    explain: Annotated[
        bool, typer.Option("--explain", help="Print each line with what became of it, and why.")
    ] = False,
    config: Config = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Strip the boilerplate from articles and print or write what is left."""
    from publish.cleaning import clean_sources
    from publish.settings import Arguments

    terminal = _terminal(context, quiet=quiet, verbose=verbose)
    settings = _settings(Arguments(sources=tuple(sources or ()), config=config))
    given = _standard_input(settings.sources)
    cleaned = clean_sources(settings, given, to=to, out=out, explain=explain, log=terminal.log)
    terminal.show_cleaned(cleaned)
    raise typer.Exit(cleaned.exit_code)


@app.command()
def new(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The folder to make.", show_default=False)],
) -> None:
    """Make a starter project: publish.toml, sources/, styles/."""
    from publish.starter import make_project

    for path in make_project(folder):
        print(path)  # noqa: T201  # a result
    context.obj.show_hint(f"Put articles into {folder / 'sources'}, then run publish in {folder}.")


@app.command()
def check(
    context: typer.Context,
    out: Annotated[Path | None, typer.Argument(help="The output folder, out/ without it.", show_default=False)] = None,
) -> None:
    """Check that what was built is whole and opens."""
    from publish.checking import check_folder, exit_code
    from publish.settings import Arguments

    checks = check_folder(out or _settings(Arguments()).out)
    context.obj.show_check(checks)
    raise typer.Exit(exit_code(checks))


@styles_app.command("list")
def list_styles() -> None:
    """List the styles that can be named."""
    from publish.theme.load import known_themes
    from publish.theme.shelf import describe

    for name, path in known_themes((Path.cwd() / "styles",)).items():
        print(f"{name:14} {describe(path)}")  # noqa: T201  # a result


@styles_app.command("show")
def show_style(name: Annotated[str, typer.Argument(help="A style by name.", show_default=False)]) -> None:
    """Print the CSS of a style."""
    from publish.theme.load import find_theme, read_css

    print(read_css(find_theme(name, (Path.cwd() / "styles",))), end="")  # noqa: T201  # a result


@styles_app.command("copy")
def copy_style(
    name: Annotated[str, typer.Argument(help="A style by name.", show_default=False)],
    destination: Annotated[str, typer.Argument(metavar="DEST", help="A name for styles/, or a path ending in .css.")],
) -> None:
    """Copy a style, to make it your own."""
    from publish.theme.shelf import copy_theme

    print(copy_theme(name, destination, Path.cwd()))  # noqa: T201  # a result


@styles_app.command("gallery")
def show_gallery(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The folder to write, gallery/ without it.")] = None,
    styles: Annotated[
        list[str] | None, typer.Option("-s", "--style", help="A style to show, again for more; all without it.")
    ] = None,
    formats: Annotated[str | None, typer.Option("-f", "--formats", help="What to show: pdf,epub,docx.")] = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes to use, 0 for one a core.")] = 0,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Set one specimen in every style and format, and draw its pages side by side."""
    from publish.gallery.making import DEFAULT_FOLDER, make_gallery
    from publish.settings import Arguments

    terminal = _terminal(context, quiet=quiet, verbose=verbose)
    settings = _settings(Arguments(out=out or Path(DEFAULT_FOLDER), formats=formats, jobs=jobs))
    terminal.show_gallery(make_gallery(settings, styles or (), progress=terminal.progress))


def _terminal(context: typer.Context, *, quiet: bool, verbose: bool) -> Terminal:
    """The terminal of this run; -q and -v may stand before or after the command."""
    terminal: Terminal = context.obj
    terminal.quiet |= quiet
    terminal.verbose |= verbose
    return terminal


def _settings(arguments: Arguments) -> Settings:
    from publish.settings import make_settings

    return make_settings(arguments, folder=Path.cwd(), epoch=os.environ.get("SOURCE_DATE_EPOCH"))


def _standard_input(sources: tuple[str, ...]) -> bytes:
    return sys.stdin.buffer.read() if "-" in sources else b""


def main() -> NoReturn:
    """Run the command line and exit with the code for how it ended (README, "Exit codes")."""
    _speak_utf8()
    try:
        app()
    except PublishError as error:
        _say(error)
        sys.exit(error.exit_code)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _say("interrupted; nothing was changed")
        raise
    except Exception:  # the last boundary: a bug of ours is said to be one
        traceback.print_exc()
        _say("this is a bug in publish; please report it with the lines above")
    sys.exit(PublishError.exit_code)


def _speak_utf8() -> None:
    """Let any text be printed anywhere: in UTF-8 to files and pipes, what a terminal cannot show as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")


def _say(error: PublishError | str) -> None:
    from publish.terminal import Terminal

    Terminal().show_error(error)

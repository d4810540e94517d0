"""What linters cannot hold: which way imports point, where each library lives, who deletes passages and opens files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "publish"
STAGES = ("readers", "clean", "normalise", "theme", "writers")

# The modules that everything may use; then those that only the edge of the program uses, in the order of the calls.
GROUND = {
    "errors", "model", "findings", "passages", "characters", "dates", "dom", "commonmark", "commonmark_tokens", "walk", "codec",
    "outputs", "collecting", "limits", "gate", "shapes", "names", "addresses", "selection", "rules",
}  # fmt: skip
EDGE = {
    "configuration", "settings", "discover", "pictures", "plain_pictures", "companions", "review", "survey", "duplicates", "staging", "pipeline", "preparing", "unchanged", "lengths", "binding", "results", "writing", "report", "cleaning", "checking",
    "starter", "gallery", "watching", "attaching", "workers", "scratch", "confinement", "cache", "api", "terminal", "cli", "__main__", "__init__",
}  # fmt: skip
ALLOWED = {("writers", "theme")}

HOMES = {
    "weasyprint": ("writers/pdf_", "writers/page_starts.py"),
    "pikepdf": ("writers/pdf_", "checking.py"),
    "docx": ("writers/docx",),
    "ebooklib": ("writers/epub",),
    "bs4": ("normalise/",),
    "turbohtml": ("dom.py", "selection.py", "readers/"),
    "markdown_it": ("commonmark",),
    "mdit_py_plugins": ("commonmark",),
    "yaml": ("readers/front_matter.py",),
    "tinycss2": ("theme/",),
    "cssselect2": ("theme/",),
    "uharfbuzz": (
        "theme/fonts.py",
        "theme/small_caps.py",
        "theme/subsets.py",
        "writers/pdf_letters.py",
        "writers/pdf_fonts.py",
    ),
    "fontTools": ("writers/docx_fonts.py", "writers/pdf_glyphs.py"),
    "nh3": ("gate.py",),
    "ftfy": ("normalise/typography.py",),
    "babel": ("writers/wording.py", "dates.py"),
    "PIL": ("pictures.py", "plain_pictures.py", "writers/pdf_pictures.py", "writers/epub", "writers/docx", "gallery/"),
    "pypdfium2": ("gallery/drawing.py",),
    "numpy": ("clean/scorer/",),
    "typer": ("cli.py",),
    "rich": ("terminal.py",),
}
OPENERS = {
    "staging.py", "scratch.py", "discover.py", "pipeline.py", "preparing.py", "unchanged.py", "cleaning.py", "checking.py", "starter.py", "settings.py", "configuration.py",
    "cli.py", "cache.py", "confinement.py", "clean/phrasebook.py", "theme/load.py", "theme/shelf.py", "theme/fonts.py", "theme/cascade.py",
    "gallery/drawing.py",
}  # fmt: skip


def modules() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
    ]


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(module: str) -> str:
    """The stage package of a module, or its own name."""
    head = module.removeprefix("publish.").partition(".")[0].partition("/")[0]
    return head.removesuffix(".py")


def test_every_module_has_its_layer() -> None:
    assert {layer(name) for name, _ in modules()} == GROUND | EDGE | set(STAGES)


@pytest.mark.parametrize(("name", "tree"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_point_one_way(name: str, tree: ast.Module) -> None:
    own = layer(name)
    used = {layer(module) for module in imports(tree) if module.startswith("publish.")} - {own}
    if own in GROUND:
        assert used <= GROUND, f"{name} is ground and may use ground only"
    elif own in STAGES:
        others = used - GROUND
        assert all((own, other) in ALLOWED for other in others), f"{name} reaches for {sorted(others)}"


@pytest.mark.parametrize(("name", "tree"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_each_library_has_its_home(name: str, tree: ast.Module) -> None:
    for module in imports(tree):
        homes = HOMES.get(module.partition(".")[0])
        if homes is not None:
            assert name.startswith(homes), f"{name} imports {module}, whose home is {homes}"


@pytest.mark.parametrize(("name", "tree"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_only_the_edge_opens_files(name: str, tree: ast.Module) -> None:
    calls = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    if calls & {"open", "read_bytes", "read_text", "write_bytes", "write_text"} and name not in OPENERS:
        opened = calls & {"open", "read_bytes", "read_text", "write_bytes", "write_text"}
        allowed = {"pictures.py", "plain_pictures.py", "checking.py"} | {
            n for n, _ in modules() if n.startswith(("writers/pdf_", "writers/docx", "writers/epub"))
        }
        assert name in allowed and opened == {"open"}, f"{name} opens a file"  # pictures and packages in memory


def test_no_stage_reads_clock_chance_or_environment() -> None:
    banned = {"random", "uuid4", "now", "today", "time", "environ", "getenv", "urandom"}
    for name, tree in modules():
        if layer(name) in EDGE:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in banned:
                raise AssertionError(f"{name} uses {node.attr}")


def test_only_the_sweep_makes_a_page_of_fewer_passages() -> None:
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and any(keyword.arg == "passages" for keyword in node.keywords):
                assert name in ("clean/sweep.py",)

"""`publish new`: a project to start from."""

from __future__ import annotations

from pathlib import Path

from publish.errors import OutputError, UsageError

CONFIG = """# The book. Everything here is optional; run `publish` in this folder to build it.
[book]
title = "My Reader"
# subtitle = "Articles worth keeping"
# authors = ["Your name"]
# language = "en-GB"

[sources]
# order = "natural"        # or "date", or a list of names in sources/

# [sources."an-article.txt"]
# title = "What the file does not say"
# published = "2024-09-14"

[clean]
# keep = ["text that must stay"]
# remove = ["text that must go"]

[style]
theme = "reader"
# page = "A5"              # or "A4", "Letter"

# [style.set]              # the style's own colours, sizes and fonts
# accent = "#7a1f1f"

[output]
# formats = ["pdf", "epub", "docx"]
"""
STYLES = """Your own styles: CSS files, or folders with a theme.css, to be named under [style] in publish.toml.
"""
WELCOME = """Your First Article

3 min read

This file is an example. Put text dumps and saved web pages into this folder, one file an article, and run publish in \
the folder above. The cleaner takes out what is no part of the articles and writes down every line that it removed.

What goes

The reading time above is taken out, and so are share bars, comment forms, newsletter boxes, related links and more. \
What you see in the book is this text; what went is in out/report.html, each line with its rule and its reason.

What you can change

The title of the book, the order of the articles and the style are set in publish.toml. Styles are plain CSS: copy one \
with the command publish styles copy reader my-style, and name it in publish.toml.

Leave a Reply

Your email address will not be published. Required fields are marked *
"""


def make_project(folder: Path) -> tuple[Path, ...]:
    """Make the files of a starter project. Raises UsageError when the folder already holds something."""
    files = {
        folder / "publish.toml": CONFIG,
        folder / "sources" / "your-first-article.txt": WELCOME,
        folder / "styles" / "README.txt": STYLES,
    }
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder} already exists and is not empty; choose another folder")
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"cannot make {folder}: {error.strerror}") from error
    return tuple(files)

"""Small dumps, one for each family of structure or furniture, beside the articles that they must become.

`pytest --update-golden` writes the articles anew; look at the difference before committing it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publish.cleaning import clean_sources
from publish.settings import Arguments, make_settings

DUMPS = sorted((Path(__file__).parent / "corpus" / "dumps").glob("*.txt"))
WITHOUT = ("source", "findings")


def article(path: Path) -> dict[str, Any]:
    settings = make_settings(Arguments(sources=(str(path),)), folder=path.parent, epoch=None)
    (text,) = clean_sources(settings, b"", to="json", out=None, explain=False).texts
    made: dict[str, Any] = json.loads(text)
    made["meta"] = {name: value for name, value in made["meta"].items() if value not in (None, [])}
    return {name: _bare(value) for name, value in made.items() if name not in WITHOUT and value}


def _bare(node: Any) -> Any:
    """A node without what its text already says, and without scores, which change with every model."""
    if isinstance(node, list):
        return [_bare(each) for each in node]
    if isinstance(node, dict):
        plain = [inline.get("type") for inline in node.get("inlines", ())] in (["text"], [])
        skipped = {"inlines"} if plain else set()
        skipped |= {"reason"} if node.get("rule") == "boilerplate" else set()
        return {name: _bare(value) for name, value in node.items() if name not in skipped}
    return node


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_a_dump_becomes_its_article(path: Path, request: pytest.FixtureRequest) -> None:
    golden = path.with_suffix(".json")
    made = article(path)
    if request.config.getoption("--update-golden"):
        golden.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert made == json.loads(golden.read_text("utf-8"))

"""Every labelled line of the five reference articles is right: in the JSON, the PDF, the EPUB and the DOCX."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.pipeline import build
from publish.settings import Arguments, make_settings
from tests.seeds import Label, needs_seeds, seeds

pytestmark = needs_seeds

TITLE_MARGIN_PT = (58, 66)  # what stands above and below the text of an A5 page: running heads and folios


def fold(text: str) -> str:
    """Letters and digits alone: hyphenation, quotation marks and white space differ between formats."""
    return "".join(character for character in text.casefold() if character.isalnum())


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    sources = tuple(str(seed.path) for seed in seeds())
    settings = make_settings(Arguments(sources=sources, out=folder, title="Seeds"), folder=folder, epoch=None)
    report = build(settings)
    assert report.exit_code == 0
    return folder


@pytest.fixture(scope="module")
def articles(out: Path) -> dict[str, dict[str, Any]]:
    report = json.loads((out / "report.json").read_text("utf-8"))
    return {article["source"]: article for article in report["articles"]}


def labels(*kinds: str) -> Iterator[tuple[str, Label]]:
    for seed in seeds():
        for label in seed.labels:
            if any(kind in kinds for kind in label.kinds):
                yield seed.path.name, label


def blocks_by_line(blocks: list[dict[str, Any]], kind: str = "p", depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """(line, kind as the labels call it, text) of every line of text in the JSON."""
    for block in blocks:
        match block["type"]:
            case "heading":
                yield block["line"], f"h{block['level']}", block["text"]
            case "paragraph":
                yield block["line"], kind, block["text"]
            case "callout":
                for inner in block["blocks"]:
                    yield inner["line"], "aside", f"{block['label']} {inner['text']}"
            case "list":
                item_kind = f"{'ol' if block['ordered'] else 'ul'}{depth + 1}"
                for item in block["items"]:
                    first, *rest = item["blocks"]
                    yield from blocks_by_line([first], item_kind, depth + 1)
                    yield from blocks_by_line(rest, "p", depth + 1)
            case other:
                raise AssertionError(f"no reference article has a {other}")


@pytest.mark.parametrize("name", [seed.path.name for seed in seeds()])
def test_each_line_becomes_what_its_label_says(articles: dict[str, dict[str, Any]], name: str) -> None:
    article = articles[name]
    found = {line: (kind, text) for line, kind, text in blocks_by_line(article["blocks"])}
    wanted = [
        label for source, label in labels("p", "h2", "h3", "aside", "ul1", "ul2", "ol1", "lead") if source == name
    ]
    assert set(found) == {label.line for label in wanted}
    for label in wanted:
        kind, text = found[label.line]
        allowed = {*label.kinds, *(("p", "h2", "h3") if "lead" in label.kinds else ())}
        assert kind in allowed, f"line {label.line} is {kind}, not {label.kinds}: {label.text[:60]}"
        assert fold(text) == fold(label.words.replace("**", "")), f"line {label.line}"


@pytest.mark.parametrize("name", [seed.path.name for seed in seeds()])
def test_titles_metadata_notes_and_drops_are_as_labelled(articles: dict[str, dict[str, Any]], name: str) -> None:
    article = articles[name]
    removed = {(removal["line"], removal["rule"]) for removal in article["removals"]}
    for source, label in labels(*{kind for _, each in _all() for kind in each.kinds}):
        if source != name:
            continue
        for kind in label.kinds:
            if kind == "title":
                assert fold(article["meta"]["title"]) == fold(label.words)
            elif kind == "note":
                assert fold(label.words) in fold(json.dumps(article["notes"], ensure_ascii=False))
            elif kind.startswith("drop:"):
                assert (label.line, kind.removeprefix("drop:")) in removed
            elif kind.startswith("meta:"):
                facts = dict(fact.split("=") for fact in kind.removeprefix("meta:").split(";"))
                assert facts == {field: article["meta"][field] for field in facts}
                assert (label.line, "metadata") in removed
        if label.strip and label.strip != "**":
            stripped = [each["text"] for each in article["removals"] if each["line"] == label.line]
            assert label.strip in stripped


def test_the_author_of_the_fourth_article_is_known_from_its_note(articles: dict[str, dict[str, Any]]) -> None:
    name, article = sorted(articles.items())[3]
    (author,) = article["meta"]["authors"]
    notes = [label.text for source, label in labels("note") if source == name]
    assert len(author.split()) == 2
    assert any(author in note for note in notes)


def _all() -> Iterator[tuple[str, Label]]:
    for seed in seeds():
        for label in seed.labels:
            yield seed.path.name, label


def pdf_text(out: Path) -> str:
    import pypdfium2

    above, below = TITLE_MARGIN_PT
    pages = []
    document = pypdfium2.PdfDocument(out / "seeds.pdf")
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        pages.append(text.get_text_bounded(0, below, width, height - above))
        text.close()
        page.close()
    document.close()
    return "\n".join(pages)


def epub_text(out: Path) -> str:
    from bs4 import BeautifulSoup

    with zipfile.ZipFile(out / "seeds.epub") as archive:
        # what is read: the navigation document, for the panels of apps, has every title once more
        names = sorted(
            name for name in archive.namelist() if name.endswith(".xhtml") and not name.endswith("nav.xhtml")
        )
        return "\n".join(BeautifulSoup(archive.read(name), "html.parser").get_text("\n") for name in names)


WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def docx_words(path: Path) -> str:
    import docx

    return "".join(run.text or "" for run in docx.Document(str(path)).element.body.iter(WORDS))


def docx_text(out: Path) -> str:
    return docx_words(out / "seeds.docx")


def pack_text(out: Path) -> str:
    files = sorted((out / "docx").glob("*.docx"))
    assert len(files) == 5
    return "\n".join(map(docx_words, files))


READERS = {"pdf": pdf_text, "epub": epub_text, "docx": docx_text, "docx pack": pack_text}


@pytest.mark.parametrize("form", READERS)
def test_kept_text_is_in_the_output_and_dropped_text_is_not(out: Path, form: str) -> None:
    text = fold(READERS[form](out))
    for name, label in _all():
        kind = label.kinds[0].partition(":")[0]
        if kind == "drop" and label.kinds[0] not in ("drop:repeated-title", "drop:counter", "drop:stray-control"):
            assert fold(label.text) not in text, f"{name} line {label.line}"
        elif kind not in ("drop", "meta"):
            assert fold(label.words.replace("**", "")) in text, f"{name} line {label.line}: {label.words[:60]}"
    for _, label in _all():
        if "drop:repeated-title" in label.kinds:
            assert text.count(fold(label.text)) <= 4  # title, contents, sources, and a heading of the same words


@pytest.mark.parametrize("form", READERS)
def test_scaffolding_is_gone_from_the_output(out: Path, form: str) -> None:
    text = fold(READERS[form](out))
    for _, label in _all():
        if label.strip.endswith(":"):
            assert fold(label.strip + label.words[:40]) not in text

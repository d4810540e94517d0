"""DOCX: the compiled book, and the pack with one document for each article.

Named styles only, real numbering, real notes, a contents field that stands filled: what a careful person would have
made by hand. The looks are the theme's (`docx_looks`, `docx_styles`), the text is the model's (`docx_blocks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.findings import Finding, Outcome, warning
from publish.model import Article, Asset, Publication
from publish.outputs import Assets, OutputFile, Pagination, Work, here
from publish.theme.load import Theme
from publish.walk import pictures_of, slug
from publish.writers.docx_book import book
from publish.writers.docx_document import packed
from publish.writers.docx_front import detail_of
from publish.writers.docx_leaflet import leaflet
from publish.writers.docx_package import zipped
from publish.writers.docx_pictures import word_picture
from publish.writers.docx_styles import rounding_findings
from publish.writers.docx_template import added_finding, looks, template_of

SLUG_LENGTH = 60


def write_book(
    publication: Publication, theme: Theme, assets: Assets, pagination: Pagination | None = None
) -> Outcome[tuple[OutputFile, ...]]:
    """`NAME.docx`, the whole book; page numbers in its contents are the PDF's until Word counts its own.

    Findings: THEME-001 and THEME-002 for what Word cannot set as the theme asks, DOCX-001 for pictures it cannot show,
    DOCX-002 for what the user's template lacks.
    """
    whole, template = looks(theme), template_of(theme)
    pictures = _usable(assets)
    document = book(publication, theme, whole, pictures.value, pagination)
    carries = theme.options.embed_fonts is not False
    file = OutputFile(
        f"{publication.meta.name}.docx", packed(document, theme, whole, pictures.value, carries_fonts=carries)
    )
    losses = whole.findings + rounding_findings(whole, theme.place)
    return Outcome((file,), losses + (added_finding(template) if template else ()) + pictures.findings)


def write_pack(
    publication: Publication, theme: Theme, assets: Assets, work: Work = here
) -> Outcome[tuple[OutputFile, ...]]:
    """`docx/NN-slug.docx` for each article, and `NAME-docx.zip` with all of them and a list of what is in it.

    No findings: what there is to say of the theme and of pictures, `write_book` says.
    """
    pictures = _usable(assets).value
    articles = publication.articles
    digits = max(2, len(str(len(articles))))
    names = [f"{number:0{digits}}-{_slug(article)}.docx" for number, article in enumerate(articles, 1)]
    date = publication.meta.date
    jobs = ((each, each.meta.published or date, theme, _shown_in(each, pictures)) for each in articles)
    files = work(write_article, jobs)
    listing = "\n".join([publication.meta.title, "", *map(_listed, names, articles), ""])
    pack = zipped([("contents.txt", listing.encode()), *zip(names, files, strict=True)])
    return Outcome(
        (
            *(OutputFile(f"docx/{name}", file) for name, file in zip(names, files, strict=True)),
            OutputFile(f"{publication.meta.name}-docx.zip", pack),
        )
    )


def write_article(article: Article, date: str, theme: Theme, assets: Assets) -> bytes:
    """The document of one article; `date` is for one that has none, `assets` holds pictures that Word can show."""
    whole = looks(theme)
    carries = theme.options.embed_fonts is True
    return packed(leaflet(article, date, whole, assets), theme, whole, assets, carries_fonts=carries)


def _shown_in(article: Article, assets: Assets) -> Assets:
    return {picture.asset: assets[picture.asset] for picture in pictures_of(article) if picture.asset in assets}


def _slug(article: Article) -> str:
    stem = article.provenance.file.rpartition("/")[2].partition(".")[0]
    return slug(article.meta.title, length=SLUG_LENGTH) or slug(stem, length=SLUG_LENGTH) or "article"


def _listed(name: str, article: Article) -> str:
    detail = detail_of(article.meta)
    return f"{name}\t{article.meta.title}" + (f" ({detail})" if detail else "")


def _usable(assets: Assets) -> Outcome[Mapping[str, Asset]]:
    """The pictures in kinds that every Word shows: others are turned into PNG, or reported and left to their words."""
    usable: dict[str, Asset] = {}
    findings: list[Finding] = []
    for name, asset in assets.items():
        found = word_picture(asset)
        if found is None:
            findings.append(
                warning("DOCX-001", f"Word cannot show a picture of type {asset.media_type}; its words stand in")
            )
            continue
        ending, data = found
        usable[name] = replace(asset, data=data, media_type=f"image/{ending}")
    return Outcome(usable, tuple(findings))

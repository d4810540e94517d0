"""Fuzz one part for some time: `python -m tests.fuzz decode|text|html|markdown|configuration|theme [--seconds 600]`.

It needs `atheris` (`pip install '.[fuzz]'`). An input that breaks a promise is written to the folder of the corpus, and
becomes a test.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["publish"]):
    from publish.clean import CleanRules, clean
    from publish.configuration import read_configuration
    from publish.errors import ConfigError, SourceError, ThemeError
    from publish.normalise import normalise, repair
    from publish.passages import Source
    from publish.readers.decode import decode
    from publish.readers.html import read_html
    from publish.readers.markdown import read_markdown
    from publish.readers.text import read_text
    from publish.theme.load import read_theme
    from publish.theme.options import StyleOptions

ROOT = Path(__file__).resolve().parents[2]


def _article(read: Callable[[Source], object], data: bytes) -> None:
    """The whole road to the model, which checks by itself that nothing is lost."""
    with contextlib.suppress(SourceError):
        page = read(Source("a.txt", data)).value  # type: ignore[attr-defined]  # any reader's Outcome
        repair(normalise(clean(page, CleanRules()).value).value)


def _decode(data: bytes) -> None:
    with contextlib.suppress(SourceError):
        text = decode(Source("a.txt", data)).value
        assert "\r" not in text
        text.encode()


def _file(name: str, data: bytes, read: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        read(path)


def _configuration(data: bytes) -> None:
    with contextlib.suppress(ConfigError):
        _file("publish.toml", data, lambda path: read_configuration(path.parent, None))


def _theme(data: bytes) -> None:
    with contextlib.suppress(ThemeError):
        _file("a.css", data, lambda path: read_theme(path, StyleOptions()))


TARGETS: Mapping[str, tuple[Callable[[bytes], None], str]] = {
    "decode": (_decode, "tests/corpus/**/*"),
    "text": (lambda data: _article(read_text, data), "sources/*.txt"),
    "html": (lambda data: _article(read_html, data), "sources/*.html"),
    "markdown": (lambda data: _article(read_markdown, data), "README.md"),
    "configuration": (_configuration, "pyproject.toml"),
    "theme": (_theme, "styles/*.css"),
}
"""What is fuzzed, and the files that the fuzzer starts from."""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("target", choices=TARGETS)
    options.add_argument("--seconds", type=int, default=600)
    options.add_argument("--corpus", type=Path)
    given = options.parse_args()
    function, seeds = TARGETS[given.target]
    corpus = given.corpus or Path(tempfile.mkdtemp(prefix=f"fuzz-{given.target}-"))
    corpus.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(ROOT.glob(seeds))):
        if path.is_file():
            (corpus / f"seed-{number}").write_bytes(path.read_bytes()[:20_000])
    print(f"{given.target}: {given.seconds} s, corpus and crashes in {corpus}")
    flags = [
        f"-max_total_time={given.seconds}",
        "-max_len=4096",
        "-timeout=20",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={corpus}/",
    ]
    atheris.Setup([sys.argv[0], *flags, str(corpus)], function)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

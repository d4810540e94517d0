"""What WeasyPrint makes of a style before a book is set in it: what it leaves out, and what it stumbles over."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from publish.errors import ThemeError
from publish.findings import Finding, info
from publish.theme.cascade import specimen
from publish.theme.load import Theme
from publish.theme.properties import resolve
from publish.theme.sheet import top_rules
from publish.writers.pdf_engine import BASE, fetcher_of, load, logged

_AT = re.compile(r" at (\d+):\d+[,.]?")
_IGNORED = re.compile(r"Ignored `([^:`]+):\s*+([^`]*)`,?\s*+(.*?)\.?$", re.S)


def noticed(theme: Theme) -> tuple[Finding, ...]:
    """One finding for each thing in a style that the PDF goes without, with its file and line.

    Raises ThemeError for a rule that WeasyPrint cannot set at all, MachineError when a system library is missing.
    """
    load()
    with logged() as log:
        _stylesheet(resolve(theme.css, theme.properties, theme.place))
        _try_out(theme)
    return tuple(
        info("PDF-003", each) for each in dict.fromkeys(_said(message, theme) for message in log.messages) if each
    )


def _said(message: str, theme: Theme) -> str:
    """A message with the place that it is about in the style; "" for one that is about none."""
    found = _AT.search(message)
    if found is None:
        return ""
    plain = message[: found.start()] + ", " + message[found.end() :].strip()
    place = theme.places.of(int(found[1]))
    ignored = _IGNORED.match(plain)
    if ignored is None:
        return f"{place}: WeasyPrint: {plain.strip(' ,.')}; the PDF goes without it"
    name, value, reason = ignored[1], " ".join(ignored[2].split()), ignored[3].strip()
    near = difflib.get_close_matches(name, _names(), n=1) if "unknown" in reason else []
    hint = f"; did you mean `{near[0]}`?" if near and near[0] != name else ""
    return f"{place}: the PDF goes without `{name}: {value}` ({reason}){hint}"


@cache
def _names() -> tuple[str, ...]:
    """The properties that WeasyPrint knows."""
    from weasyprint.css.properties import INITIAL_VALUES
    from weasyprint.css.validation import EXPANDERS

    return tuple(sorted({name.replace("_", "-") for name in (*INITIAL_VALUES, *EXPANDERS)}))


def _try_out(theme: Theme) -> None:
    """Set the specimen in a style; where that fails, find the rule without which it does not."""
    error = culprit(theme, _is_set)
    if error is not None:
        raise error


def culprit(theme: Theme, works: Callable[[str], bool]) -> ThemeError | None:
    """What to say of the first rule of a style with which something works no more; None where the style is no reason.

    `works` tells whether it does with these rules.
    """
    rules = top_rules(theme.css)
    if works(theme.css) or not works(""):
        return None
    working, failing = 0, len(rules)  # the first so many rules
    while failing - working > 1:
        half = (working + failing) // 2
        if works("".join(text for _, text in rules[:half])):
            working = half
        else:
            failing = half
    line, text = rules[failing - 1]
    what = " ".join(text.partition("{")[0].split())
    return ThemeError(
        f"{theme.places.of(line)}: WeasyPrint cannot set `{what}`; take its declarations out one by one to find which"
    )


def _is_set(css: str) -> bool:
    weasyprint = load()
    page = weasyprint.HTML(string=specimen(), base_url=BASE, url_fetcher=fetcher_of(weasyprint, {}, {}))
    try:
        page.render(stylesheets=[_stylesheet(css)])
    except Exception:  # whatever WeasyPrint stumbles over is the fault of the style
        return False
    return True


def _stylesheet(css: str) -> Any:  # of WeasyPrint's, which has no types
    weasyprint = load()
    return weasyprint.CSS(string=css, base_url=BASE, url_fetcher=fetcher_of(weasyprint, {}, {}))

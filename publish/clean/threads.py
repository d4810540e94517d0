"""Comment threads: what readers wrote below an article, told by what stands around each comment."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from publish.clean.around import Called, inside
from publish.clean.lines import first_prose, length_of
from publish.passages import Action, Medium, Page, Passage, Verdict, remove

COMMENTS = (
    2  # times of day and names that "say" which make a thread, and uses of a button that stands below each comment
)
BETWEEN = 12  # lines from one of them to the next at most
SIGN_LENGTH = 90
PAGE_CHARACTERS = 600  # beside its comments that a page has whose article is not among them
_COMMENTS = re.compile(
    r" (?:(?:li-|div-)?comment-\d+|disqus_thread|respond|"
    r"comments?-?(?:list|body|content|text|thread|area|wrap|wrapper|section|container|respond|form|meta|author|box|item|"
    r"block|post|template)?) "
)
_TIME = re.compile(
    r"\d{1,2}[:.]\d{2}(?!\d)|\b\d+\s*(?:[hdwmy]|min|years?|months?|weeks?|days?|hours?|minutes?)\s+ago\b", re.I
)
_DIGIT = re.compile(r"\d")
_VERBS = frozenset("says said wrote sagt schreibt schrieb dice dijo disse dit écrit scrive schreef zegt пишет".split())
_SAYS = re.compile(rf"\S.{{0,50}}\s(?:{'|'.join(sorted(_VERBS))}|says on .+)\s*:?$", re.I)


def comment_threads(page: Page, verdicts: Mapping[int, Verdict]) -> Iterator[Verdict]:
    """Flag what stands between the heading of the comments and the last sign of one."""
    for start, end in _threads(page, verdicts):
        reason = f"in the comments below line {page.passages[start].line}"
        for passage in page.passages[start:end]:
            yield remove(passage, rule="comment-thread", reason=reason)


def comment_sections(page: Page) -> Iterator[Verdict]:
    """Flag what is in an element of a web page that is called comments, unless there is little else on the page."""
    if page.medium is not Medium.HTML or page.tree is not None:
        return
    found = list(inside(page, _is_called_comments))
    size = sum(length_of(passages) for _, passages in found)
    if not found or length_of(page.passages) - size < PAGE_CHARACTERS:
        return
    for step, passages in found:
        reason = f"in <{step.tag}> that is called comments"
        yield from (remove(passage, rule="comment-thread", reason=reason) for passage in passages)


def _is_called_comments(called: Called) -> bool:
    names = called.names
    told = "comment" in names or "respond" in names or "disqus" in names
    return told and _COMMENTS.search(names) is not None and called.tag not in ("html", "body")


def _threads(page: Page, verdicts: Mapping[int, Verdict]) -> Iterator[tuple[int, int]]:
    """(start, end) of the threads: from a line that opens the comments to the last sign of a comment after it."""
    opened = sorted(
        index for index, said in verdicts.items() if said.rule == "comment-form" and said.action is not Action.KEEP
    )
    if not opened:
        return
    signs, buttons = _signs(page.passages, verdicts)
    seen = sorted(signs | buttons)
    at = first_prose(page)
    for index in opened:
        if index < at:
            continue
        last, count = index, 0
        for sign in itertools.islice(seen, bisect.bisect_right(seen, index), None):
            if sign > last + BETWEEN:
                break
            last, count = sign, count + (sign in signs)
        if count >= COMMENTS:
            at = last + 1
            yield index, at


def _signs(passages: Sequence[Passage], verdicts: Mapping[int, Verdict]) -> tuple[set[int], set[int]]:
    """The indices of the short lines that tell when a comment was written or by whom, and of buttons below each."""
    short = [passage for passage in passages if len(passage.plain) <= SIGN_LENGTH]
    often = Counter(passage.plain for passage in short)
    signs = {passage.index for passage in short if _tells_when(passage.plain) or _tells_who(passage.plain)}
    buttons = {passage.index for passage in short if passage.index in verdicts and often[passage.plain] >= COMMENTS}
    return signs, buttons


def _tells_when(text: str) -> bool:
    return bool(_DIGIT.search(text) and _TIME.search(text))


def _tells_who(text: str) -> bool:
    """Whether a line ends in a verb of speech, or tells when somebody "says on" something."""
    last = text.rstrip(": ").rpartition(" ")[2]
    return (last.casefold() in _VERBS or " on " in text.casefold()) and bool(_SAYS.match(text))

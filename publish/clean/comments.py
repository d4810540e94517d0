"""Comment prompts: sentences that ask the readers of a web page to write."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from publish.clean.folding import tokens
from publish.clean.furniture import shortened, speaks
from publish.clean.glance import glance
from publish.clean.lines import is_item, sentences, words
from publish.clean.matching import phrase_index, texts_of, words_of
from publish.clean.phrasebook import Phrase
from publish.passages import Page, Passage, Span, Verdict, remove

BRIEF_WORDS, LEADING = 8, 2  # words of a prompt that need not address the reader; sentences that may lead to one
PROMPT_WORDS, PROMPT_LENGTH = 30, 300  # words and characters of one sentence; readers are asked in short ones
QUESTION_MARKS = ("?", "？", "؟")


def comment_prompts(page: Page) -> Iterator[Verdict]:
    """Flag sentences that ask for comments, with the question that leads to them."""
    for passage in _candidates(page):
        spans = sentences(passage.text)
        asked = [number for number, span in enumerate(spans) if prompts_in(_part(passage, span))]
        if asked:
            yield from _verdicts(page, passage, spans, asked)


def _candidates(page: Page) -> list[Passage]:
    """The passages that name the place where readers comment; the first letter may be a capital."""
    whole = "\n".join([passage.plain for passage in page.passages])
    latin, other = _place_names()
    if not "".join(glance(page).by_first).isascii():
        latin += other
    named = [word for word in latin if word in whole]
    places = {passage.index for word in named for passage in page.passages if word in passage.plain}
    return [page.passages[place] for place in sorted(places) if not is_item(page.passages[place])]


@functools.cache
def _place_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is in every name of the place where readers comment: in Latin letters without the first, and in others."""
    parts = sorted({word[1:] if word.isascii() else word for word in texts_of("comment-place")}, key=len)
    least = [part for at, part in enumerate(parts) if not any(other in part for other in parts[:at])]
    return tuple(part for part in least if part.isascii()), tuple(part for part in least if not part.isascii())


def prompts_in(sentence: str) -> list[Phrase]:
    """The phrases by which a sentence asks its reader to comment, rather than telling of somebody who does."""
    sentence = sentence.strip(" \t\n—–-👇💬")
    if len(sentence) > PROMPT_LENGTH or len(words(sentence)) > PROMPT_WORDS:
        return []
    found = [phrase for phrase in phrase_index("comment-prompt").find(sentence) if phrase.table.key == "lines"]
    # "Answer questions and thank people in the comments" advises; "Sound off in the comments!" asks
    if not found or not (len(words(sentence)) <= BRIEF_WORDS or addresses(sentence, "reader", "writers")):
        return []
    return [] if speaks(sentence) or '"' in sentence else found


def addresses(text: str, *families: str) -> bool:
    """Whether a text has one of the words by which a writer speaks to readers, or of himself."""
    spelled = f" {' '.join(tokens(text))} "
    return any(f" {word} " in spelled for family in families for word in words_of(family))


def _part(passage: Passage, span: Span) -> str:
    return passage.text[span.start : span.end]


def _verdicts(page: Page, passage: Passage, spans: tuple[Span, ...], asked: list[int]) -> Iterator[Verdict]:
    for run in _runs(asked):
        first, last = run[0], run[-1]
        while first > max(0, run[0] - LEADING) and _leads(_part(passage, spans[first - 1])):
            first -= 1
        asking = _part(passage, spans[run[0]])
        told = dict.fromkeys(phrase.table.language for phrase in prompts_in(asking))
        reason = f"asks readers to comment: “{shortened(asking)}” ({', '.join(told)})"
        if first > 0 or last < len(spans) - 1:
            span = Span(spans[first].start, spans[last].end)
            yield remove(passage, rule="comment-prompt", reason=reason, span=span)
            continue
        yield remove(passage, rule="comment-prompt", reason=reason)
        if run[0] == 0:
            yield from _leading_question(page, passage)


def _runs(numbers: list[int]) -> list[list[int]]:
    """The numbers in runs without a gap."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _leads(sentence: str) -> bool:
    """Whether a sentence before a prompt only leads to it."""
    return sentence.endswith(QUESTION_MARKS) or bool(phrase_index("comment-prompt").find(sentence[:PROMPT_LENGTH]))


def _leading_question(page: Page, passage: Passage) -> Iterator[Verdict]:
    """The line before a prompt, where all it does is to ask the reader."""
    if passage.index == 0:
        return
    before = page.passages[passage.index - 1]
    one = len(sentences(before.text)) == 1 and before.plain.endswith(QUESTION_MARKS)
    if one and len(words(before.plain)) <= PROMPT_WORDS and addresses(before.plain, "reader"):
        yield remove(before, rule="comment-prompt", reason="the question only leads to the comment prompt after it")

"""Comment prompts and comment forms: what asks the readers of a web page to write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.clean.glance import NUMBER, first_word, glance, starting
from publish.clean.lines import is_item, sentences, words
from publish.passages import Page, Passage, Span, Verdict, remove

BRIEF_WORDS, LEADING = 8, 2  # words of a prompt that need not address the reader; sentences that may lead to one
PROMPT_WORDS = 30  # of one sentence; readers are asked in short ones
_ASK = (
    r"(?:please |so |and |now |then |go ahead and |feel free to |be sure to |don['’]t forget to |don['’]t hesitate to |"
    r"we(?:['’]d| would) love (?:it if you (?:would )?|for you to |to )|we want to |why not |"
    r"(?:do you )?(?:have|got) (?:something to (?:say|add)|a question|questions|thoughts|an opinion)\W+)*"
)
_VERB = (
    r"(?:share|leave|post|drop|tell|let|join|add|write|give|sound off|weigh in|chime in|comment|hear|speak up|"
    r"have your say|express|start|continue|discuss|voice|submit|send|respond|reply|answer)"
)
_WHERE = (
    r"(?:in (?:the |our )?comments?(?: sections?| box| area| field)?(?: below)?|(?:the |a )?comments? (?:section |box )?below|"
    r"below in (?:the )?comments?|(?:a|your) comments?\b|comment below|below\s*[.!:]*$|the conversation|the discussion)"
)
_PROMPT = re.compile(rf"{_ASK}{_VERB}\b(?P<rest>.*)", re.I | re.S)
_PLACE = re.compile(_WHERE, re.I)
_ADDRESS = re.compile(r"\b(?:you|your|us|we|me)\b", re.I)
_INVITE = re.compile(
    r"(?:we(?:['’]d| would) (?:love|like) to (?:hear|know)|we want to (?:hear|know)|over to you)\b", re.I
)
_REPORTED = re.compile(
    r"\b(?:said|says|told|asked|asks|added|explained|writes|wrote|according to|argued|the (?:court|report|minister))\b"
    r"|[\"“”«»]",
    re.I,
)
_PLAIN_BELOW = re.compile(
    r"\b(?:your|you|us)\b.*\b(?:thoughts?|opinions?|views?|ideas?|comments?|experiences?|stor(?:y|ies)|predictions?|"
    r"say|favou?rites?|questions?|feedback|know|think|take|answers?)\b",
    re.I | re.S,
)


def comment_prompts(page: Page) -> Iterator[Verdict]:
    """Flag sentences that ask for comments, with the question that leads to them."""
    for passage, line in zip(page.passages, glance(page).folded, strict=False):
        if not _names_place(line or passage.plain) or is_item(passage):
            continue
        spans = sentences(passage.text)
        asked = [number for number, span in enumerate(spans) if is_prompt(_part(passage, span))]
        if asked:
            yield from _verdicts(page, passage, spans, asked)


def _names_place(text: str) -> bool:
    """Whether a text can hold a prompt at all; asked of every line, so in the cheapest way."""
    return "omment" in text or "elow" in text or "e conversation" in text or "e discussion" in text


def is_prompt(sentence: str) -> bool:
    """Whether a sentence asks its reader to comment, rather than telling of somebody who does."""
    found = _PROMPT.match(sentence.strip(" \t\n—–-👇💬"))
    if not found or len(words(sentence)) > PROMPT_WORDS or _REPORTED.search(sentence):
        return False
    place = _PLACE.search(sentence)
    if place is None or not _is_end(sentence[place.end() :]):
        return False
    if _PLAIN_BELOW.search(sentence):
        return True
    # "Answer questions and thank people in the comments" advises; "Sound off in the comments!" asks
    brief = len(words(sentence)) <= BRIEF_WORDS
    return bool(re.search(r"\bcomments?\b", sentence, re.I)) and (brief or bool(_ADDRESS.search(sentence)))


def _is_end(rest: str) -> bool:
    """Whether a sentence has said what it wants once it named the place: little follows, or it still speaks to us."""
    return len(words(rest)) <= 3 or bool(re.search(r"\b(?:you|your|us|we|our)\b", rest, re.I))


def _part(passage: Passage, span: Span) -> str:
    return passage.text[span.start : span.end]


def _verdicts(page: Page, passage: Passage, spans: tuple[Span, ...], asked: list[int]) -> Iterator[Verdict]:
    for run in _runs(asked):
        first, last = run[0], run[-1]
        while first > max(0, run[0] - LEADING) and _leads(_part(passage, spans[first - 1])):
            first -= 1
        reason = f'asks readers to comment: "{_part(passage, spans[run[0]])}"'
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
    return sentence.endswith("?") or bool(_INVITE.match(sentence))


def _leading_question(page: Page, passage: Passage) -> Iterator[Verdict]:
    """The line before a prompt, where all it does is to ask the reader."""
    if passage.index == 0:
        return
    before = page.passages[passage.index - 1]
    one = len(sentences(before.text)) == 1 and before.plain.endswith("?")
    if (
        one
        and re.search(r"\byou(?:r|['’]re|['’]ve)?\b", before.plain, re.I)
        and len(words(before.plain)) <= PROMPT_WORDS
    ):
        yield remove(before, rule="comment-prompt", reason="the question only leads to the comment prompt after it")


_FORM = re.compile(
    r"""(?:leave|post|write|add|submit|make|drop)\ a\ (?:reply|comment|response)(?:\ (?:to\ .{1,60}|below))?(?:\ cancel\ reply)?
    |(?:leave|post|add|write|submit)\ (?:your|new)?\ ?(?:reply|comments?)|cancel\ reply|post\ comments?|submit\ comment
    |your\ e-?mail(?:\ address)?\ will\ not\ be\ (?:published|shared|made\ public)\.?(?:\ required\ fields\ are\ marked.{0,4})?
    |(?:all\ )?(?:required\ )?fields\ (?:marked\ with\ .{1,3}\ are\ required|are\ (?:marked|required).{0,4})|\*\ ?required(?:\ fields?)?
    |save\ my\ name,?\ (?:and\ )?e-?mail,?\ .{0,20}(?:in\ this\ browser|for\ the\ next\ time).{0,40}
    |notify\ me\ (?:of|by|when|via)\ .{0,60}|you\ must\ (?:be\ )?(?:logged\ in|log\ in|sign\ in|register).{0,20}\ to\ (?:post|leave|write|reply|comment).{0,20}
    |(?:log|sign)\ in\ (?:to|or\ register\ to)\ (?:reply|comment|leave\ a\ comment|post\ comments?)
    |(?:no|\d{1,5})\ (?:comments?|replies|responses)(?:\ (?:yet|so\ far|on\ .{1,100}|to\ .{1,100}))?|comments?\ \(?\d{0,5}\)?
    |\d{1,5}\ thoughts?\ on\ .{1,150}|be\ the\ first\ to\ (?:comment|reply|leave\ a\ comment|share\ your\ thoughts).{0,40}
    |comments?\ (?:are|is)\ (?:now\ )?(?:closed|disabled|off|moderated).{0,40}|(?:view|show|hide|see|read|load)\ (?:all\ |more\ )?(?:\d+\ )?comments?.{0,12}
    |this\ site\ uses\ akismet\ to\ reduce\ spam.{0,80}|learn\ how\ your\ comment\ data\ is\ processed
    |your\ comment\ is\ awaiting\ moderation|sort\ by:?\ (?:newest|oldest|best)|powered\ by\ disqus|comments\ powered\ by\ .{1,20}""",
    re.I | re.X,
)
_FIELD = re.compile(
    r"(?:your |full |first |last )?(?:name|e-?mail(?: address)?|website|url|comment|message)\s*(?:\(.{1,30}\))?\s*[*:]*",
    re.I,
)
_FORM_FIRSTS = frozenset(
    """leave post write add submit make drop cancel your all required fields save notify you log sign no comment comments
    be view show hide see read load this learn sort powered""".split()
) | {NUMBER}
_NEAR = 4  # passages between the form's sure lines and the bare names of its fields


def comment_forms(page: Page) -> Iterator[Verdict]:
    """Flag the lines of a comment form; the bare names of its fields only beside lines that are surely of one."""
    sure = [passage for passage in starting(page, _FORM_FIRSTS) if is_form_line(passage.plain)]
    places = [passage.index for passage in sure]
    for passage in sure:
        yield remove(passage, rule="comment-form", reason="a line of a comment form")
    near = {place + offset for place in places for offset in range(-_NEAR, _NEAR + 1)}
    for passage in page.passages if near else ():
        if passage.index in near and _FIELD.fullmatch(passage.plain):
            yield remove(passage, rule="comment-form", reason="the name of a field beside a comment form")


def is_form_line(text: str) -> bool:
    return first_word(text) in _FORM_FIRSTS and _is_form_line(text)


def _is_form_line(text: str) -> bool:
    return bool(_FORM.fullmatch(text.strip(" .:!»→*"))) or bool(_FORM.fullmatch(text))

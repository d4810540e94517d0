"""What stays or goes as a whole: tables, code, quotations; and pictures with their captions.

The truths that the scorer learns from hold half of the tables of their articles and hardly a caption. A reader wants
both where they stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from publish.clean.around import Called
from publish.clean.scorer.letters import Flags, Floats
from publish.clean.scorer.page_signals import PageSignals
from publish.passages import Passage

WHOLE = frozenset(("table", "pre", "blockquote"))
LINKED = 0.3  # share of links from which one of these is furniture
TABLE_PASSAGES, CELL_WORDS = 4, 20  # of a table that is one: its passages at least, words in each at most
_CAPTION = re.compile(r"[-_ ]caption")


def whole_pieces(passages: Sequence[Passage], signals: PageSignals, stays: Flags) -> Flags:
    """The passages of tables, code and quotations that stand between paragraphs that stay, or mostly stay themselves."""
    found: Flags = np.zeros(len(passages), bool)
    prose = np.flatnonzero(stays & signals.prose)
    if not len(prose):
        return found
    elements = signals.elements
    links = elements.sums(np.array([passage.link_share for passage in passages]))
    words, kept = elements.sums(signals.words), elements.sums(np.where(stays, signals.words, 0))
    tables = elements.is_called(lambda called: called.tag == "table")
    for place in np.flatnonzero(elements.is_called(lambda called: called.tag in WHOLE)).tolist():
        first, last = int(elements.first[place]), int(elements.last[place])
        is_inside = (prose[0] < first and last <= prose[-1]) or 2 * kept[place] > words[place]
        if not is_inside or links[place] >= LINKED * (last - first):
            continue
        if not tables[place] or (_is_table(signals.words[first:last]) and not elements.holds(place, tables)):
            found[first:last] = True
    return found


def _is_table(words: Floats) -> bool:
    """Whether a table holds several small cells: it was not used to lay out a page."""
    filled = words[words > 0]
    return len(filled) >= TABLE_PASSAGES and float(filled.mean()) < CELL_WORDS


def pictures_and_captions(passages: Sequence[Passage], signals: PageSignals, stays: Flags) -> tuple[Flags, Flags]:
    """(which passages are pictures or captions of one, which of these stay).

    They stay where most of the words stay that are nearest around them.
    """
    elements = signals.elements
    pictures = np.array([passage.picture is not None for passage in passages])
    with_picture = elements.sums(pictures.astype(float)) > 0
    leaf, outer = elements.leaf, elements.parent[elements.leaf]
    captioning = elements.is_called(_is_caption)
    captions = (captioning[leaf] | captioning[outer]) & ~pictures & (with_picture[leaf] | with_picture[outer])
    told: Flags = pictures | captions
    words = elements.sums(np.where(captions, 0, signals.words))
    kept = elements.sums(np.where(stays & ~captions, signals.words, 0))
    at = elements.nearest(words > 0)[elements.leaf]
    return told, told & (2 * kept[at] > words[at])


def _is_caption(called: Called) -> bool:
    return called.tag == "figcaption" or ("caption" in called.names and _CAPTION.search(called.names) is not None)

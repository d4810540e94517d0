"""Newsletter boxes and cookie notices: short texts that want something of the visitor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.clean.glance import holding, starting
from publish.clean.lines import is_item, words
from publish.passages import Page, Verdict, remove

OFFER_WORDS = 55  # a box is short; an article about newsletters is not
_NEWSLETTER = re.compile(
    r"\b(?:newsletters?|inbox|mailing list|e-?mail (?:updates|alerts|list)|(?:daily|weekly|monthly) (?:digest|briefing|"
    r"roundup|email)|(?:latest|breaking) (?:news|stories|posts|updates|articles)|new posts)\b",
    re.I,
)
_OFFER = re.compile(
    r"(?:(?:please|yes,?|simply|just) )*(?:subscribe|sign[- ]?up|join (?:our|the|over|more|thousands|[\d,.]+\+?)|"
    r"get (?:our|the|all|more|daily|weekly|updates|\w+ delivered)|receive|enter your|want (?:more|to)|never miss|"
    r"don['’]t miss|stay (?:up to date|informed|updated|in the (?:loop|know)|connected)|be the first to|"
    r"like what you|enjoy(?:ed|ing)? (?:this|what)|our (?:free |weekly |daily )?newsletter|newsletter|"
    r"thank(?:s| you) for (?:subscribing|signing up)|you(?:['’]re| are) (?:now )?subscribed|keep up with|"
    r"sent (?:straight|directly)|delivered (?:straight|directly)?|the best of)\b",
    re.I,
)
_SMALL_PRINT = re.compile(
    r"(?:by (?:signing up|subscribing|clicking|submitting)[^.]{0,80}(?:agree|accept|consent)|we respect your privacy|"
    r"we(?:['’]ll| will) never (?:spam|share your)|no spam\b|unsubscribe (?:at any ?time|anytime|whenever)|"
    r"you can unsubscribe|enter your e-?mail|your e-?mail address$|e-?mail address\s*\*?$|"
    r"check your (?:inbox|e-?mail)(?: or spam folder)? to confirm)",
    re.I,
)
_REPORTED = re.compile(r"\b(?:said|says|told|according to|reported|wrote|announced)\b|[“”«»]", re.I)


_FIRSTS = """please yes simply just subscribe sign signup join get receive enter want never don't don’t stay be like enjoy enjoyed
    enjoying our newsletter thank thanks you you're you’re keep sent delivered the by we we'll we’ll no unsubscribe your email e
    check""".split()


def newsletter_boxes(page: Page) -> Iterator[Verdict]:
    """Flag short passages that open by offering a newsletter, and the small print of such offers."""
    for passage in starting(page, _FIRSTS):
        if is_newsletter(passage.plain) and not is_item(passage):
            yield remove(passage, rule="newsletter", reason="offers a newsletter or asks for an e-mail address")


def is_newsletter(text: str) -> bool:
    if not ((_OFFER.match(text) and _NEWSLETTER.search(text)) or _SMALL_PRINT.match(text)):
        return False
    return len(words(text)) <= OFFER_WORDS and not _REPORTED.search(text)


_COOKIE = re.compile(
    r"(?:(?:we|this (?:web)?site|our (?:web)?site|the (?:web)?site|\w+(?:\.\w+)+)(?: and our (?:\d+ )?partners)? (?:uses?|stores?|may use) "
    r"(?:(?:and|our|strictly|necessary|essential|functional|similar|technical|tracking|or access) ?)*cookies\b"
    r"|(?:by (?:continuing|using|browsing|clicking|closing)|if you continue)[^.]{0,120}\b(?:cookies?|privacy policy|terms)\b"
    r"|(?:accept|reject|decline|allow|manage|customi[sz]e|necessary|essential|functional|analytics)(?: all| only)? cookies\b"
    r"|cookies? (?:settings|preferences|policy|notice|consent|declaration)$"
    r"|(?:manage|change|update) (?:your |my )?(?:consent|privacy|cookie) (?:preferences|settings|choices)"
    r"|we value your privacy|(?:i accept|accept all|reject all|accept and continue|agree and close|i agree|deny)$"
    r"|please enable javascript\b|javascript (?:is disabled|must be enabled)|your browser (?:does not support|is out of date))",
    re.I,
)


_COOKIE_FIRSTS = """we this our the by if accept reject decline allow manage customise customize necessary essential functional analytics
    cookie cookies change update i agree deny please javascript your""".split()


def cookie_notices(page: Page) -> Iterator[Verdict]:
    """Flag consent banners and their buttons."""
    candidates = {passage.index: passage for passage in (*starting(page, _COOKIE_FIRSTS), *holding(page, "cookies"))}
    for _, passage in sorted(candidates.items()):
        if is_cookie_notice(passage.plain) and not is_item(passage):
            yield remove(passage, rule="cookie-notice", reason="a consent banner")


def is_cookie_notice(text: str) -> bool:
    return bool(_COOKIE.match(text)) and len(words(text)) <= 90 and not _REPORTED.search(text)

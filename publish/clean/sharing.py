"""Share bars: names of networks and verbs of sharing, with nothing else on the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.clean.glance import NUMBER, starting
from publish.clean.lines import is_heading
from publish.passages import Page, Verdict, remove

_NETWORK = (
    r"facebook|twitter|x|linked ?in|whats ?app|telegram|reddit|pinterest|tumblr|e-?mail|pocket|flipboard|instagram|"
    r"you ?tube|tik ?tok|messenger|threads|mastodon|bluesky|viber|line|vk|weibo|wechat|sms|rss|feedly|google\+?|"
    r"google news|copy link|link|print|print this|url|snapchat|discord|xing|hacker news|mix|skype|buffer|evernote"
)
_VERB = (
    r"share(?:d|s)?|share (?:this|it|on|via|to|with|by)(?: (?:post|article|story|page|link|with friends|on|via|the))*|"
    r"tweet(?: this)?|pin(?: it)?|like(?: us| this)?(?: on)?|follow(?: us| me)?(?: on)?|send(?: by| via)?|post(?: on| to)?|"
    r"click to (?:share|email|print|tweet)(?: (?:this|a link|on|to a friend|via))*|opens in new window|find us on|"
    r"join us on|connect with us(?: on)?|subscribe on|save(?: to)?|submit to|forward|spread the word|social|"
    r"copied|copy|on|via|or|and|to|by|with|this|the|article|post|story|page|a friend"
)
_SEPARATORS = r"[\s|•·,:;/&+()\[\]–—-]+"
_TOKEN = re.compile(rf"(?:{_VERB}|{_NETWORK}|\d{{1,4}}(?:\.\d)?k?)(?={_SEPARATORS}|$)", re.I)
_SHARES = re.compile(r"\d[\d.,]*\s?[km]?\+? (?:shares?|likes?|tweets?|views?|reactions?|claps?|retweets?)", re.I)
_SHARING = re.compile(
    r"\b(?:shar(?:e|ed|es)|tweet|pin it|follow|like us|facebook|twitter|linked ?in|whats ?app|telegram|reddit|pinterest|"
    r"click to (?:share|email|print)|find us|connect with us|spread the word)\b",
    re.I,
)


_FIRSTS = frozenset(
    """share shared shares tweet pin like follow send post click opens find join connect subscribe save submit forward spread
    social copied copy on via or and to by with this the article story page a facebook twitter x linked linkedin whats whatsapp
    telegram reddit pinterest tumblr email e pocket flipboard instagram youtube you tiktok tik messenger threads mastodon
    bluesky viber line vk weibo wechat sms rss feedly google link print url snapchat discord xing hacker mix skype
    buffer evernote""".split()
) | {NUMBER}


def share_bars(page: Page) -> Iterator[Verdict]:
    """Flag lines made of nothing but networks and words of sharing."""
    for passage in starting(page, _FIRSTS):
        if is_share_bar(passage.plain) and not is_heading(passage):
            yield remove(passage, rule="share-bar", reason="only names of networks and words of sharing")


def is_share_bar(text: str) -> bool:
    """Whether a line of up to 160 characters is spelled from the vocabulary of share bars alone."""
    if len(text) > 160:
        return False
    if _SHARES.fullmatch(text):
        return True
    rest = text.strip(" .!:|•·-–—>»")
    while rest:
        found = _TOKEN.match(rest)
        if not found:
            return False
        rest = re.sub(rf"^{_SEPARATORS}", "", rest[found.end() :])
    return bool(_SHARING.search(text))

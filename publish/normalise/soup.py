"""The events of a fragment of a web page as a tree of Beautiful Soup's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder

from publish.dom import END, Event, Start


def soup(events: Iterable[Event]) -> BeautifulSoup:
    """The tree of a fragment. Attributes are strings; `sourceline` is the line of an element in the page's source."""
    return BeautifulSoup("<", builder=_Builder(events))


class _Builder(HTMLTreeBuilder):
    """Feeds a soup with what is parsed already: a second parser would take most of the time that a page takes."""

    def __init__(self, events: Iterable[Event]) -> None:
        super().__init__(multi_valued_attributes=None)
        self._events = events

    def prepare_markup(self, markup: Any, *_: object, **__: object) -> Any:
        yield markup, None, None, False

    def feed(self, markup: object) -> None:  # noqa: ARG002  # the soup has to be given some
        target = self.soup
        assert target is not None  # it feeds nothing else
        names: list[str] = []
        for event in self._events:
            if isinstance(event, Start):
                target.handle_starttag(event.tag, None, None, event.attributes, sourceline=event.line)
                names.append(event.tag)
            elif event is END:
                target.handle_endtag(names.pop())
            else:
                target.handle_data(event)

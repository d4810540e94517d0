"""Dirty web articles in, one clean book out.

import publish
article = publish.extract(html, url="https://example.org/story")
text = publish.extract_text(html)
"""

from __future__ import annotations

from publish.api import build, extract, extract_text

__version__ = "0.1.0"
__all__ = ["__version__", "build", "extract", "extract_text"]

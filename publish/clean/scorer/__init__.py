"""The scorer: a learned judge of the lines that no detector knows."""

from publish.clean.scorer.scorer import boilerplate

__all__ = ["boilerplate"]

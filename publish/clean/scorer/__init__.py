"""The scorer: a learned judge of the lines that no detector knows."""

from publish.clean.scorer.scorer import RULE, boilerplate

__all__ = ["RULE", "boilerplate"]

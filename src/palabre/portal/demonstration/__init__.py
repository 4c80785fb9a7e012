"""The demonstration network: the concept note's own facts, and content that says it is invented."""

from palabre.portal.demonstration.building import ensure_demonstration

__all__ = ["ensure_demonstration"]

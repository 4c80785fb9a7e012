"""Budgets, their projects, and one ballot box for every way of voting.

A ballot is current (`Ballot`, one per city or imported voter) and has a history
(`BallotHistory`, which the database refuses to change). Each ballot received is a
`BallotSubmission`, known by the identifier that the voter's device made.
"""

from palabre.cycle.budgets.models.ballots import Ballot, BallotHistory, BallotSubmission
from palabre.cycle.budgets.models.outcomes import Outcome, Override
from palabre.cycle.budgets.models.projects import Budget, Project

__all__ = [
    "Ballot",
    "BallotHistory",
    "BallotSubmission",
    "Budget",
    "Outcome",
    "Override",
    "Project",
]

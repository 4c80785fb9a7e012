from __future__ import annotations

from datetime import UTC, datetime

import pytest

from palabre.portal.demonstration.building import build_demonstration


@pytest.fixture
def at() -> datetime:
    """After the last moment that the demonstration tells of."""
    return datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def demonstration(db: None, at: datetime) -> None:
    """The whole demonstration network, built by the operations that people use."""
    build_demonstration(at)

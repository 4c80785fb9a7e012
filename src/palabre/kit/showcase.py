"""Sample data for the live components page: every sample says that it is one."""

from __future__ import annotations

from typing import Any


def components_context() -> dict[str, Any]:
    """What ``kit/components.html`` shows."""
    return {}

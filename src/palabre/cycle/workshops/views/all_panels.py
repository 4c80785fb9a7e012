"""The panels of the live pages, in the order shown."""

from __future__ import annotations

from palabre.cycle.workshops.views.capture_panel import CAPTURE
from palabre.cycle.workshops.views.panels import Panel

PANELS: tuple[Panel, ...] = (CAPTURE,)

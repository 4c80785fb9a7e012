"""The verbs of the room: prepare, conduct, vote, compute, change by hand, import."""

"""What comes in from other tools: dry first, then applied."""

"""What a note may weigh. A concept note holds a few pages; these leave it a hundred times that."""

MEGABYTE = 1_000_000

LARGEST_FILE = 10 * MEGABYTE
MOST_ENTRIES = 2_000
LARGEST_ONCE_OPENED = 50 * MEGABYTE
LARGEST_PART = 20 * MEGABYTE
"""Bytes of one part of an archive (its text or its styles), once opened."""
HIGHEST_RATIO = 200
"""Opened size over packed size, beyond the first megabyte. Word's own XML stays below 30."""

MOST_ELEMENTS = 200_000
DEEPEST_ELEMENT = 200
MOST_CHARACTERS = 300_000
MOST_LINES = 10_000

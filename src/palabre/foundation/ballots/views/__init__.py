"""Pages of every vote: the doors to the ballot box, and what conducting shows."""

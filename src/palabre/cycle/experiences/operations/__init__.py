"""Everything that changes testimonies, passages and lessons."""

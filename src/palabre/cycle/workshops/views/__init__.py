"""The pages of the workshops."""

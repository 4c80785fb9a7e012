"""What comes from elsewhere, dry run first."""

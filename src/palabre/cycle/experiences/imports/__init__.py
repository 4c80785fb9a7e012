"""What people bring: transcripts of what was said. Each is read dry before anything is kept."""

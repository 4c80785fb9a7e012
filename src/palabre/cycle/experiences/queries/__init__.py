"""Every read of the room; the first argument is the person or the parent."""

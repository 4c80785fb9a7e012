"""What goes out of this room: cards of the thread, tables of the dump, files to download."""

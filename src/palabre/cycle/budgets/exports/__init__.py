"""What the room shows and hands over: cards, tables, links, pages, files."""

"""What the room gives to the rest of the house and to people: cards, dump, pages, documents."""

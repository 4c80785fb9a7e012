"""Who may do what, how a witness may be named, where words stand in a text."""

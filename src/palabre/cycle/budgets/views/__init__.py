"""Pages of the room: show, act (form → one operation → redirect), deliver."""

"""The verbs of every vote: open, close, publish, receive a ballot."""

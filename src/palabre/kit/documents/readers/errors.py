"""Why a document could not be read: codes and parameters, worded in :mod:`.wording`."""

from enum import StrEnum


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_MANY_LINES = "too_many_lines"
    TOO_MANY_ENTRIES = "too_many_entries"
    TOO_BIG_ONCE_OPENED = "too_big_once_opened"
    SUSPICIOUS_COMPRESSION = "suspicious_compression"
    EXTERNAL_ENTITIES = "external_entities"
    TOO_DEEP = "too_deep"
    CONTAINS_NUL = "contains_nul"
    MALFORMED_TEXT = "malformed_text"
    UNKNOWN_ENCODING = "unknown_encoding"
    NOT_TEXT = "not_text"
    OTHER_FORMAT = "other_format"
    OLD_WORD = "old_word"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"


class UnreadableDocument(Exception):
    """A document that cannot be read. Nothing was read of it.

    ``params``: numbers and names that the sentence needs (``limit``, ``size``, ``format``…).
    """

    def __init__(self, code: Fault, **params: str | int) -> None:
        super().__init__(code.value, params)
        self.code = code
        self.params = params

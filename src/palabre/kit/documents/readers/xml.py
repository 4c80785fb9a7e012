"""XML read as a stream: no document type, no entity, no network, bounded depth and number."""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from . import limits
from .errors import Fault, UnreadableDocument


def elements(
    content: bytes, wanted: frozenset[str], skipped: frozenset[str] = frozenset()
) -> Iterator[Element]:
    """Each outermost element named in ``wanted``, complete, in document order.

    It is emptied once the caller asks for the next: memory follows the largest element, not the
    document. What stands inside an element of ``skipped`` is never given.
    Raises :class:`UnreadableDocument` on what is malformed, hostile or out of bounds.
    """
    stack: list[Element] = []
    inside = count = 0
    try:
        for event, element in iterparse(
            io.BytesIO(content), events=("start", "end"), forbid_dtd=True
        ):
            if event == "start":
                count += 1
                stack.append(element)
                inside += element.tag in wanted or element.tag in skipped
                if len(stack) > limits.DEEPEST_ELEMENT or count > limits.MOST_ELEMENTS:
                    raise UnreadableDocument(Fault.TOO_DEEP)
                continue
            stack.pop()
            inside -= element.tag in wanted or element.tag in skipped
            if inside:
                continue
            if element.tag in wanted:
                yield element
            element.clear()
            if stack:
                stack[-1].remove(element)
    except DefusedXmlException as error:
        raise UnreadableDocument(Fault.EXTERNAL_ENTITIES) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableDocument(Fault.DAMAGED) from error

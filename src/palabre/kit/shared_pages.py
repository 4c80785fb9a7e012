"""One page, drawn once for all those who ask for it within the same moment.

When a room of five hundred opens the same form, drawing it takes far longer than anything else
that the server does for them. What is each visitor's own in it (the token against forged
requests, the identifier of the submission to come) is made anew each time; nothing else of a
visitor may be in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from uuid import uuid4

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from palabre.kit.frame import THEME_COOKIE

_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
_SUBMISSION = re.compile(r'(name="submission" value=")[^"]*')


def is_shareable(request: HttpRequest) -> bool:
    """Nobody in particular asks, and nothing waits to be told to them."""
    return (
        request.method in {"GET", "HEAD"}
        and not request.user.is_authenticated
        and not len(get_messages(request))
    )


def shared_page(
    request: HttpRequest, version: str, seconds: int, draw: Callable[[], HttpResponse]
) -> HttpResponse:
    """The page that `draw` makes, or the one made for another visitor less than `seconds` ago.

    version: changes when what the page shows does; the address, the language and the light
    chosen tell pages apart without it. Only answers with status 200 are kept.
    """
    if not is_shareable(request):
        return draw()
    said = "|".join(
        [
            request.get_full_path(),
            version,
            get_language() or "",
            request.COOKIES.get(THEME_COOKIE, ""),
        ]
    )
    key = f"shared-page-{hashlib.sha256(said.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        response = draw()
        if response.status_code == 200:
            cache.set(key, response.content, seconds)
        return response
    token, submission = get_token(request), str(uuid4())
    page = _TOKEN.sub(rf"\g<1>{token}", kept.decode())
    return HttpResponse(_SUBMISSION.sub(rf"\g<1>{submission}", page))

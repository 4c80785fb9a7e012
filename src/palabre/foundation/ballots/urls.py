from typing import Any

from django.urls import URLPattern, path

from palabre.foundation.ballots.views import conducting, voting
from palabre.foundation.ballots.views.booth import Booth
from palabre.foundation.ballots.views.office import Office


def ballot_paths(booth: Booth[Any, Any, Any], to_vote: str) -> list[URLPattern]:
    """The addresses of a room's ballot box: by account, by link, on paper, each with its receipt.

    to_vote: the word of the address where delegates vote, for instance "voter".
    """
    own, paper = f"<str:public_id>/{to_vote}/", "<str:public_id>/saisie/<str:city_id>/"
    receipt, box = "recu/<str:receipt>/", {"booth": booth}
    return [
        path("v/<str:token>/", voting.vote_by_link, box, name="vote-by-link"),
        path(f"v/<str:token>/{receipt}", voting.show_link_receipt, box, name="link-receipt"),
        path(paper, voting.copy_paper, box, name="copy-paper"),
        path(f"{paper}{receipt}", voting.show_paper_receipt, box, name="paper-receipt"),
        path(own, voting.vote, box, name="vote"),
        path(f"{own}{receipt}", voting.show_receipt, box, name="receipt"),
    ]


def conducting_paths(office: Office[Any]) -> list[URLPattern]:
    """The addresses where a room's votes are opened, closed, published, and their links given."""
    own, desk = "<str:public_id>/", {"office": office}
    return [
        path(f"{own}ouvrir/", conducting.open_vote, desk, name="open"),
        path(f"{own}clore/", conducting.close_vote, desk, name="close"),
        path(f"{own}publier/", conducting.publish_result, desk, name="publish"),
        path(f"{own}liens/", conducting.show_links, desk, name="links"),
        path(f"{own}liens/annuler/", conducting.renew_links, desk, name="renew-links"),
    ]

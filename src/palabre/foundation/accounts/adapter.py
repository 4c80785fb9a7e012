"""How django-allauth behaves here: accounts are opened by invitation, not by passers-by."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

from palabre.kit.qr import qr_svg


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> str:
        """Dark on white whatever the light of the page: a camera must read it at night too."""
        return qr_svg(url, title=_("Code QR à lire avec l’application"))

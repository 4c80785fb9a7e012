"""What an installation may set from outside, read once and checked at start-up.

Every variable is declared here with its meaning; the French administrator's guide is tested
against this list, so that no setting stays undocumented.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, what it is for (French) and its default in words."""

    name: str
    purpose: str
    default: str


VARIABLES: tuple[Variable, ...] = (
    Variable("PALABRE_DATA_DIR", "Dossier des données (base embarquée, fichiers)", "./var"),
    Variable(
        "DATABASE_URL",
        "Base de données, par exemple postgres://palabre@localhost/palabre",
        "SQLite dans le dossier des données",
    ),
    Variable(
        "PALABRE_SECRET_KEY",
        "Clé secrète, 50 caractères au moins ; signe les sessions et les liens",
        "créée dans le dossier des données au premier démarrage",
    ),
    Variable(
        "PALABRE_HOSTS",
        "Noms de domaine servis, séparés par des virgules",
        "localhost,127.0.0.1",
    ),
    Variable(
        "PALABRE_BASE_URL",
        "Adresse publique, écrite dans les liens, les QR et les calendriers",
        "http://localhost:8000",
    ),
    Variable(
        "PALABRE_EMAIL_URL", "Envoi du courriel : smtp://, smtp+tls:// ou smtps://, ou file", "file"
    ),
    Variable("PALABRE_EMAIL_FROM", "Adresse d’expédition du courriel", "palabre@localhost"),
    Variable("PALABRE_TIME_ZONE", "Fuseau horaire du secrétariat", "Europe/Paris"),
    Variable("PALABRE_DEMO", "1 pour le réseau de démonstration : entrée par rôle", "0"),
    Variable("PALABRE_DEBUG", "1 pour développer ; jamais en service", "0"),
    Variable(
        "PALABRE_HTTPS",
        "0 quand le site est servi sans HTTPS, sur un réseau local",
        "1 si PALABRE_BASE_URL commence par https",
    ),
    Variable("PALABRE_STAFF_MFA", "1 : le secrétariat doit avoir un second facteur", "1 hors démo"),
)


class InvalidEnvironment(ValueError):
    """An environment variable that cannot be used; the message is French and says the way out."""


@dataclass(frozen=True)
class Environment:
    """The settings of one installation, typed and checked."""

    data_dir: Path
    database_url: str
    secret_key: str
    hosts: tuple[str, ...]
    base_url: str
    email_url: str
    email_from: str
    time_zone: str
    demo: bool
    debug: bool
    https: bool
    staff_mfa: bool


def _flag(values: Mapping[str, str], name: str, default: bool) -> bool:
    raw = values.get(name, "").strip().lower()
    if raw == "":
        return default
    if raw in {"1", "true", "yes", "oui", "on"}:
        return True
    if raw in {"0", "false", "no", "non", "off"}:
        return False
    raise InvalidEnvironment(f"{name} vaut « {raw} » ; écrivez 1 ou 0.")


def _secret_key(values: Mapping[str, str], data_dir: Path) -> str:
    given = values.get("PALABRE_SECRET_KEY", "")
    if given:
        if len(given) < 50:
            raise InvalidEnvironment(
                "PALABRE_SECRET_KEY a moins de 50 caractères ; donnez-en une plus longue, "
                "ou retirez la variable : Palabre en créera une."
            )
        return given
    import secrets

    kept = data_dir / "secret-key"
    if not kept.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return kept.read_text(encoding="ascii").strip()


def read_environment(values: Mapping[str, str] | None = None) -> Environment:
    """Read and check the environment.

    Raises:
        InvalidEnvironment: when a value cannot be used; the message names the variable.
    """
    values = os.environ if values is None else values
    data_dir = Path(values.get("PALABRE_DATA_DIR") or "var").expanduser().resolve()
    base_url = (values.get("PALABRE_BASE_URL") or "http://localhost:8000").rstrip("/")
    if not base_url.startswith(("http://", "https://")):
        raise InvalidEnvironment(
            f"PALABRE_BASE_URL vaut « {base_url} » ; il faut une adresse qui commence "
            "par http:// ou https://."
        )
    demo = _flag(values, "PALABRE_DEMO", False)
    hosts = tuple(
        host.strip()
        for host in (values.get("PALABRE_HOSTS") or "localhost,127.0.0.1,[::1]").split(",")
        if host.strip()
    )
    time_zone = values.get("PALABRE_TIME_ZONE") or "Europe/Paris"
    from zoneinfo import available_timezones

    if time_zone not in available_timezones():
        raise InvalidEnvironment(
            f"PALABRE_TIME_ZONE vaut « {time_zone} » ; écrivez un fuseau comme Europe/Paris "
            "ou Africa/Niamey."
        )
    return Environment(
        data_dir=data_dir,
        database_url=values.get("DATABASE_URL") or f"sqlite:///{data_dir / 'palabre.sqlite3'}",
        secret_key=_secret_key(values, data_dir),
        hosts=hosts,
        base_url=base_url,
        email_url=values.get("PALABRE_EMAIL_URL") or "file",
        email_from=values.get("PALABRE_EMAIL_FROM") or "palabre@localhost",
        time_zone=time_zone,
        demo=demo,
        debug=_flag(values, "PALABRE_DEBUG", False),
        https=_flag(values, "PALABRE_HTTPS", base_url.startswith("https://")),
        staff_mfa=_flag(values, "PALABRE_STAFF_MFA", not demo),
    )

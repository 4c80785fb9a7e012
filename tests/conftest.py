"""Persons and cities that most tests need: a small network with the roles of a real one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

os.environ.setdefault("PALABRE_DATA_DIR", mkdtemp(prefix="palabre-tests-"))
os.environ.setdefault("PALABRE_STAFF_MFA", "0")

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoDbBlocker

    from palabre.foundation.accounts.models import User
    from palabre.foundation.network.models import City, Network

settings.register_profile("reproducible", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "reproducible"))

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A page of a browser test may still hold a session when its database is to be dropped."""
    yield
    from django.db import connection

    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def no_language_left_behind() -> Iterator[None]:
    """A page asked for in English leaves its thread in English: the next test starts in French."""
    from django.utils import translation

    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What the server keeps for a moment belongs to the network of one test."""
    from django.core.cache import cache

    yield
    cache.clear()


@pytest.fixture
def at() -> datetime:
    """A moment of reference: Monday 2 March 2026, 09:00 UTC."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def shared_data() -> Path:
    """The folder of public data sets; its tests are skipped, visibly, only where it is absent."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("le dossier shared/data est absent : jeux de données publics non lus")
    return folder


@pytest.fixture
def network(db: None) -> Network:
    from palabre.foundation.network.models import Network

    return Network.objects.create(name="Réseau d’essai", acronym="RE", is_demonstration=True)


@pytest.fixture
def city_niamey(network: Network) -> City:
    from palabre.foundation.network.models import City

    return City.objects.create(name="Niamey", country="NE", time_zone="Africa/Niamey")


@pytest.fixture
def city_nantes(network: Network) -> City:
    from palabre.foundation.network.models import City

    return City.objects.create(name="Nantes", country="FR", time_zone="Europe/Paris")


@pytest.fixture
def city_phnom_penh(network: Network) -> City:
    from palabre.foundation.network.models import City

    return City.objects.create(name="Phnom Penh", country="KH", time_zone="Asia/Phnom_Penh")


def _person(email: str, name: str, role: str, city: City | None = None) -> User:
    from palabre.foundation.accounts.models import User
    from palabre.foundation.network.models import Membership

    user = User.objects.create_user(email, name)
    Membership.objects.create(person=user, role=role, city=city)
    return user


@pytest.fixture
def secretariat(network: Network) -> User:
    return _person("secretariat@example.org", "Secrétariat d’essai", "secretariat")


@pytest.fixture
def facilitator(network: Network) -> User:
    return _person("animation@example.org", "Animation d’essai", "facilitator")


@pytest.fixture
def expert(network: Network) -> User:
    return _person("expertise@example.org", "Expertise d’essai", "expert")


@pytest.fixture
def delegate_niamey(city_niamey: City) -> User:
    return _person("niamey@example.org", "Délégation de Niamey (essai)", "delegate", city_niamey)


@pytest.fixture
def delegate_nantes(city_nantes: City) -> User:
    return _person("nantes@example.org", "Délégation de Nantes (essai)", "delegate", city_nantes)


@pytest.fixture
def delegate_phnom_penh(city_phnom_penh: City) -> User:
    return _person(
        "phnompenh@example.org", "Délégation de Phnom Penh (essai)", "delegate", city_phnom_penh
    )


@pytest.fixture
def client_as() -> Callable[[User | None], Client]:
    """Return a browser signed in as a person, or as a visitor."""
    from django.test import Client

    def signed_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in

"""The root of every address. Each room brings its own list; nothing else is mounted."""

from __future__ import annotations

from django.urls import include, path

from palabre.kit.views import components

urlpatterns = [
    path("", include("palabre.portal.urls")),
    path("compte/", include("palabre.foundation.accounts.urls")),
    path("compte/", include("allauth.urls")),
    path("langue/", include("django.conf.urls.i18n")),
    path("reseau/", include("palabre.foundation.network.urls")),
    path("vocabulaires/", include("palabre.foundation.vocabularies.urls")),
    path("travaux/", include("palabre.foundation.jobs.urls")),
    path("ateliers/", include("palabre.cycle.workshops.urls")),
    path("rejoindre/", include("palabre.cycle.workshops.door_urls")),
    path("experiences/", include("palabre.cycle.experiences.urls")),
    path("consultations/", include("palabre.cycle.consultations.urls")),
    path("budgets/", include("palabre.cycle.budgets.urls")),
    path("decisions/", include("palabre.cycle.decisions.urls")),
    path("programmes/", include("palabre.cycle.programmes.urls")),
    path("donnees/", include("palabre.opendata.urls")),
    path("composants/", components, name="components"),
]

handler400 = "palabre.kit.views.bad_request"
handler403 = "palabre.kit.views.permission_denied"
handler404 = "palabre.kit.views.page_not_found"
handler500 = "palabre.kit.views.server_error"

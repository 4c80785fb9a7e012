from django.urls import path

from palabre.cycle.consultations.views import (
    conducting,
    delivering,
    importing,
    pages,
    preparing,
    voting,
)
from palabre.foundation.ballots.urls import ballot_paths, conducting_paths

app_name = "consultations"
urlpatterns = [
    *ballot_paths(voting.BOOTH, "voter"),
    *conducting_paths(conducting.OFFICE),
    path("", pages.show_list, name="index"),
    path("nouvelle/", preparing.create, name="create"),
    path("importer/", importing.upload, name="import"),
    path("importer/<str:file_id>/", importing.confirm, name="import-confirm"),
    path("enonces/<str:public_id>/modifier/", preparing.edit_statement, name="edit-statement"),
    path(
        "enonces/<str:public_id>/reformuler/", preparing.revise_statement, name="revise-statement"
    ),
    path("enonces/<str:public_id>/moderer/", preparing.moderate, name="moderate-statement"),
    path("<str:public_id>/", pages.show, name="show"),
    path("<str:public_id>/modifier/", preparing.edit, name="edit"),
    path("<str:public_id>/enonces/", preparing.compose, name="compose"),
    path("<str:public_id>/enonces/nouveau/", preparing.add_statement, name="add-statement"),
    path("<str:public_id>/bulletin/", conducting.show_paper, name="paper"),
    path("<str:public_id>/resultat/", pages.show_result, name="result"),
    path("<str:public_id>/resultat.csv", delivering.deliver_csv, name="result-csv"),
    path("<str:public_id>/polis.zip", delivering.deliver_polis, name="polis"),
]

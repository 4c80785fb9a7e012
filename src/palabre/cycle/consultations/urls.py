from django.urls import path

from palabre.cycle.consultations.views import (
    conducting,
    delivering,
    importing,
    pages,
    preparing,
    voting,
)

app_name = "consultations"
urlpatterns = [
    path("", pages.show_list, name="index"),
    path("nouvelle/", preparing.create, name="create"),
    path("importer/", importing.upload, name="import"),
    path("importer/<str:file_id>/", importing.confirm, name="import-confirm"),
    path("v/<str:token>/", voting.vote_by_link, name="vote-by-link"),
    path("v/<str:token>/recu/<str:receipt>/", voting.show_link_receipt, name="link-receipt"),
    path("enonces/<str:public_id>/modifier/", preparing.edit_statement, name="edit-statement"),
    path(
        "enonces/<str:public_id>/reformuler/", preparing.revise_statement, name="revise-statement"
    ),
    path("enonces/<str:public_id>/moderer/", preparing.moderate, name="moderate-statement"),
    path("<str:public_id>/", pages.show, name="show"),
    path("<str:public_id>/modifier/", preparing.edit, name="edit"),
    path("<str:public_id>/enonces/", preparing.compose, name="compose"),
    path("<str:public_id>/enonces/nouveau/", preparing.add_statement, name="add-statement"),
    path("<str:public_id>/ouvrir/", conducting.open_vote, name="open"),
    path("<str:public_id>/clore/", conducting.close_vote, name="close"),
    path("<str:public_id>/publier/", conducting.publish_result, name="publish"),
    path("<str:public_id>/liens/", conducting.show_links, name="links"),
    path("<str:public_id>/liens/annuler/", conducting.renew_links, name="renew-links"),
    path("<str:public_id>/bulletin/", conducting.show_paper, name="paper"),
    path("<str:public_id>/saisie/<str:city_id>/", voting.copy_paper, name="copy-paper"),
    path(
        "<str:public_id>/saisie/<str:city_id>/recu/<str:receipt>/",
        voting.show_paper_receipt,
        name="paper-receipt",
    ),
    path("<str:public_id>/voter/", voting.vote, name="vote"),
    path("<str:public_id>/voter/recu/<str:receipt>/", voting.show_receipt, name="receipt"),
    path("<str:public_id>/resultat/", pages.show_result, name="result"),
    path("<str:public_id>/resultat.csv", delivering.deliver_csv, name="result-csv"),
    path("<str:public_id>/polis.zip", delivering.deliver_polis, name="polis"),
]

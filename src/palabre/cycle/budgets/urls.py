from django.urls import path

from palabre.cycle.budgets.views import conducting, delivering, pages, preparing, results, voting
from palabre.foundation.ballots.urls import ballot_paths, conducting_paths

app_name = "budgets"
urlpatterns = [
    *ballot_paths(voting.BOOTH, "choisir"),
    *conducting_paths(conducting.OFFICE),
    path("", pages.show_list, name="index"),
    path("nouveau/", preparing.create, name="create"),
    path("projets/<str:public_id>/modifier/", preparing.edit_project, name="edit-project"),
    path("projets/<str:public_id>/retirer/", preparing.withdraw_project, name="withdraw-project"),
    path("<str:public_id>/", pages.show, name="show"),
    path("<str:public_id>/modifier/", preparing.edit, name="edit"),
    path("<str:public_id>/projets/", preparing.show_projects, name="projects"),
    path("<str:public_id>/projets/nouveau/", preparing.add_project, name="add-project"),
    path("<str:public_id>/bulletin/", conducting.show_paper, name="paper"),
    path("<str:public_id>/resultat/", results.show_result, name="result"),
    path("<str:public_id>/resultat/changer/", results.override, name="override"),
    path("<str:public_id>/resultat/rendre/<str:key>/", results.lift, name="lift-override"),
    path("<str:public_id>/resultat.pb", delivering.deliver_pb, name="pb"),
    path("<str:public_id>/resultat.csv", delivering.deliver_csv, name="csv"),
    path("<str:public_id>/resultat.xlsx", delivering.deliver_xlsx, name="xlsx"),
    path("<str:public_id>/resultat.json", delivering.deliver_json, name="json"),
]

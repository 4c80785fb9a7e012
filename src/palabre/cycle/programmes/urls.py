from django.urls import path

from palabre.cycle.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.index, name="index"),
    path("nouveau/", views.create_programme, name="create"),
    path("actions/", views.actions, name="actions"),
    path("inscrire/<str:decision_id>/", views.choose_programme, name="inscribe"),
    path("axe/<str:public_id>/modifier/", views.edit_axis, name="edit-axis"),
    path("resultat/<str:public_id>/modifier/", views.edit_result, name="edit-result"),
    path("resultat/<str:public_id>/actions/nouvelle/", views.add_action, name="add-action"),
    path(
        "resultat/<str:public_id>/indicateurs/nouveau/",
        views.measure_result,
        name="measure-result",
    ),
    path("action/<str:public_id>/", views.action, name="action"),
    path("action/<str:public_id>/modifier/", views.edit_action, name="edit-action"),
    path(
        "action/<str:public_id>/indicateurs/nouveau/",
        views.measure_action,
        name="measure-action",
    ),
    path("indicateur/<str:public_id>/modifier/", views.edit_indicator, name="edit-indicator"),
    path("indicateur/<str:public_id>/valeurs/nouvelle/", views.observe, name="observe"),
    path(
        "indicateur/<str:public_id>/valeurs/<str:value_id>/retirer/",
        views.withdraw,
        name="withdraw",
    ),
    path("<str:public_id>/", views.programme, name="show"),
    path("<str:public_id>/modifier/", views.edit_programme, name="edit"),
    path("<str:public_id>/axes/nouveau/", views.add_axis, name="add-axis"),
    path("<str:public_id>/resultats/nouveau/", views.add_result, name="add-result"),
    path("<str:public_id>/inscrire/<str:decision_id>/", views.inscribe, name="inscribe-into"),
    path("<str:public_id>/adopter/", views.adopt, name="adopt"),
    path("<str:public_id>/publier/", views.publish, name="publish"),
    path("<str:public_id>/villes/", views.cities, name="cities"),
    path("<str:public_id>/budget/", views.budget, name="budget"),
    path("<str:public_id>/cadre-de-mesure/", views.framework, name="framework"),
    path("<str:public_id>/editions/<int:number>/", views.edition, name="edition"),
    path("<str:public_id>/programme.docx", views.programme_docx, name="docx"),
    path("<str:public_id>/programme.pdf", views.programme_pdf, name="pdf"),
    path("<str:public_id>/cadre-de-mesure.xlsx", views.framework_xlsx, name="xlsx"),
]

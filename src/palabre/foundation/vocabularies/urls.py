from django.urls import path

from palabre.foundation.vocabularies import views

app_name = "vocabularies"
urlpatterns = [
    path("", views.list_vocabularies, name="index"),
    path("installer/", views.install, name="install"),
    path("<str:vocabulary>/", views.show_vocabulary, name="vocabulary"),
    path("<str:vocabulary>/ajouter/", views.add_term, name="add"),
    path("<str:vocabulary>/importer/", views.import_terms, name="import"),
    path("<str:vocabulary>/termes.<str:ending>", views.deliver_terms, name="sheet"),
    path("<str:vocabulary>/<str:slug>/", views.show_term, name="term"),
    path("<str:vocabulary>/<str:slug>/modifier/", views.edit_term, name="edit"),
    path("<str:vocabulary>/<str:slug>/fondre/", views.merge_term, name="merge"),
    path("<str:vocabulary>/<str:slug>/retirer/", views.retire_term, name="retire"),
]

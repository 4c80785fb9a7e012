from django.urls import path

from palabre.foundation.network import views

app_name = "network"
urlpatterns = [
    path("villes/", views.list_cities, name="cities"),
    path("villes/ajouter/", views.add_city, name="add-city"),
    path("villes/importer/", views.import_cities, name="import-cities"),
    path("villes/modele.<str:ending>", views.deliver_template, name="cities-template"),
    path("villes/<str:public_id>/", views.show_city, name="city"),
    path("villes/<str:public_id>/modifier/", views.edit_city, name="edit-city"),
    path("membres/", views.list_members, name="members"),
    path("membres/inviter/", views.invite_member, name="invite"),
    path("membres/<str:public_id>/retirer/", views.remove_member, name="remove-member"),
    path("membres/<str:public_id>/effacer/", views.erase_member, name="erase-member"),
    path("organisations/", views.list_organisations, name="organisations"),
    path("organisations/ajouter/", views.add_organisation, name="add-organisation"),
    path("organisations/<str:public_id>/", views.edit_organisation, name="edit-organisation"),
    path("reglages/", views.edit_network, name="settings"),
]

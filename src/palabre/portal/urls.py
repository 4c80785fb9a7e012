from django.urls import path

from palabre.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("a-propos/", views.about, name="about"),
    path("entrer/", views.enter, name="enter"),
    path("chercher/", views.search, name="search"),
    path("qui-peut-aider/", views.ask_for_help, name="help"),
    path("journal/", views.journal, name="journal"),
    path("fil/<str:public_id>/", views.thread, name="thread"),
    path("fil/<str:public_id>/prov.jsonld", views.thread_prov, name="thread-prov"),
]

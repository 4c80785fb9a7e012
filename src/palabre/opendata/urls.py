from django.urls import path

from palabre.opendata import views

app_name = "opendata"
urlpatterns = [
    path("", views.show_catalogue, name="index"),
    path("export/", views.ask_dump, name="dump"),
]

from django.urls import path

from palabre.foundation.accounts import views

app_name = "accounts"
urlpatterns = [
    path("moi/", views.show_profile, name="profile"),
    path("moi/donnees/", views.deliver_own_data, name="own-data"),
    path("moi/effacer/", views.erase_self, name="erase"),
    path("lien/", views.ask_sign_in_link, name="ask-link"),
    path("lien/<str:token>/", views.sign_in_by_link, name="sign-in-link"),
]

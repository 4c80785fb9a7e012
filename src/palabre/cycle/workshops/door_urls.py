"""The door of workshops, mounted apart at an address short enough to be read aloud."""

from django.urls import path

from palabre.cycle.workshops.views import joining

app_name = "joining"
urlpatterns = [
    path("", joining.enter_code, name="code"),
    path("<str:code>/", joining.door, name="door"),
    path("reprise/<str:token>/", joining.come_back, name="come_back"),
]

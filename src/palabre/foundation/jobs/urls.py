from django.urls import path

from palabre.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<str:public_id>/", views.show_job, name="show"),
    path("<str:public_id>/fichier/", views.deliver_result, name="result"),
]

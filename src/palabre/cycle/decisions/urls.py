from django.urls import path

from palabre.cycle.decisions import views

app_name = "decisions"
urlpatterns = [
    path("", views.index, name="index"),
    path("nouveau/", views.create_record, name="create"),
    path("decision/<str:public_id>/", views.decision, name="decision"),
    path("decision/<str:public_id>/modifier/", views.edit_decision, name="edit-decision"),
    path("decision/<str:public_id>/retirer/", views.withdraw, name="withdraw"),
    path("<str:public_id>/", views.record, name="record"),
    path("<str:public_id>/modifier/", views.edit_record, name="edit"),
    path("<str:public_id>/decisions/nouvelle/", views.add_decision, name="add-decision"),
    path("<str:public_id>/adopter/", views.adopt, name="adopt"),
    path("<str:public_id>/publier/", views.publish, name="publish"),
    path("<str:public_id>/releve.docx", views.record_docx, name="docx"),
    path("<str:public_id>/releve.pdf", views.record_pdf, name="pdf"),
]

from django.urls import path

from palabre.cycle.experiences.views import answering, lessons, marking, reading, testimonies

app_name = "experiences"
urlpatterns = [
    path("", testimonies.show_index, name="index"),
    path("temoignages/", testimonies.show_testimonies, name="testimonies"),
    path("temoignages/nouveau/", testimonies.record, name="testimony-new"),
    path("temoignages/<str:public_id>/", testimonies.show_testimony, name="testimony"),
    path("temoignages/<str:public_id>/modifier/", testimonies.edit, name="testimony-edit"),
    path("temoignages/<str:public_id>/soumettre/", reading.submit, name="testimony-submit"),
    path("temoignages/<str:public_id>/reprendre/", reading.reopen, name="testimony-reopen"),
    path("temoignages/<str:public_id>/inviter/", reading.invite, name="testimony-invite"),
    path("temoignages/<str:public_id>/relire/", answering.read_as_city, name="testimony-read"),
    path("temoignages/<str:public_id>/passages/", marking.mark, name="passages"),
    path(
        "temoignages/<str:public_id>/passages/<str:passage_id>/retirer/",
        marking.unmark,
        name="passage-unmark",
    ),
    path("relecture/<str:token>/", answering.read_by_link, name="read-by-link"),
    path("enseignements/", lessons.show_lessons, name="lessons"),
    path("enseignements.csv", lessons.deliver_lessons, name="lessons-csv"),
    path("enseignements.xlsx", lessons.deliver_workbook, name="lessons-xlsx"),
    path("enseignements/nouveau/", lessons.draw, name="lesson-new"),
    path("enseignements/<str:public_id>/", lessons.show_lesson, name="lesson"),
    path("enseignements/<str:public_id>/modifier/", lessons.edit, name="lesson-edit"),
    path("enseignements/<str:public_id>/publier/", lessons.publish, name="lesson-publish"),
    path("enseignements/<str:public_id>/retirer/", lessons.withdraw, name="lesson-withdraw"),
]

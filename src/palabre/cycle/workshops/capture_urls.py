"""Addresses of what is captured in a workshop and of what remains of it."""

from django.urls import path

from palabre.cycle.workshops.views import (
    asking,
    capture,
    contributions,
    minutes,
    minutes_models,
    moderating,
    polls,
    questions,
)

before = [
    path("modele-de-compte-rendu/", minutes_models.show_model, name="minutes_model"),
    path("modele-de-compte-rendu.docx", minutes_models.blank_docx, name="minutes_model_file"),
    path("modele-de-compte-rendu/retirer/", minutes_models.retire_model, name="model_retire"),
    path("apports/<str:token>/", contributions.contributions_by_link, name="contributions_link"),
]
urlpatterns = [
    path("<str:public_id>/notes/", capture.show_capture, name="capture"),
    path("<str:public_id>/notes/<str:note_id>/", moderating.show_note, name="captured"),
    path("<str:public_id>/notes/<str:note_id>/corriger/", capture.edit_note, name="note_edit"),
    path(
        "<str:public_id>/notes/<str:note_id>/retirer/", capture.withdraw_note, name="note_withdraw"
    ),
    path("<str:public_id>/notes/<str:note_id>/masquer/", moderating.hide_note, name="note_hide"),
    path("<str:public_id>/notes/<str:note_id>/montrer/", moderating.unhide_note, name="note_show"),
    path(
        "<str:public_id>/notes/<str:note_id>/suite/",
        moderating.settle_question,
        name="question_settle",
    ),
    path(
        "<str:public_id>/notes/<str:note_id>/devient/", moderating.make_of_note, name="note_becomes"
    ),
    path("<str:public_id>/questions/", questions.show_questions, name="questions"),
    path(
        "<str:public_id>/questions/<str:note_id>/soutenir/", questions.support, name="note_support"
    ),
    path("<str:public_id>/sondages/", polls.show_polls, name="polls"),
    path("<str:public_id>/sondages/nouveau/", asking.new_poll, name="poll_new"),
    path("<str:public_id>/sondages/<str:poll_id>/", polls.show_poll, name="poll"),
    path("<str:public_id>/sondages/<str:poll_id>/modifier/", asking.edit_poll, name="poll_edit"),
    path(
        "<str:public_id>/sondages/<str:poll_id>/conduite/", asking.conduct_poll, name="poll_conduct"
    ),
    path("<str:public_id>/sondages/<str:poll_id>/ouvrir/", asking.open_poll, name="poll_open"),
    path("<str:public_id>/sondages/<str:poll_id>/clore/", asking.close_poll, name="poll_close"),
    path("<str:public_id>/sondages/<str:poll_id>/montrer/", asking.screen_poll, name="poll_show"),
    path("<str:public_id>/sondages/<str:poll_id>/mains/", asking.count_hands, name="poll_hands"),
    path("<str:public_id>/sondages/<str:poll_id>/mot/", asking.hide_word, name="poll_word"),
    path(
        "<str:public_id>/sondages/<str:poll_id>/supprimer/", asking.remove_poll, name="poll_remove"
    ),
    path("<str:public_id>/sondages/<str:poll_id>/ecran/", asking.show_screen, name="poll_screen"),
    path("<str:public_id>/mes-apports/", contributions.own_contributions, name="contributions"),
    path("<str:public_id>/compte-rendu/", minutes.show_minutes, name="minutes"),
    path("<str:public_id>/compte-rendu.docx", minutes.minutes_docx, name="minutes_docx"),
    path("<str:public_id>/compte-rendu.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("<str:public_id>/compte-rendu.odt", minutes.minutes_odt, name="minutes_odt"),
    path("<str:public_id>/compte-rendu/assembler/", minutes.assemble, name="minutes_assemble"),
    path("<str:public_id>/compte-rendu/publier/", minutes.publish, name="minutes_publish"),
    path("<str:public_id>/compte-rendu/rouvrir/", minutes.reopen, name="minutes_reopen"),
    path(
        "<str:public_id>/compte-rendu/<str:section_id>/",
        minutes.write_section,
        name="minutes_section",
    ),
    path(
        "<str:public_id>/compte-rendu/<str:section_id>/capte/",
        minutes.follow_captured,
        name="minutes_follow",
    ),
]

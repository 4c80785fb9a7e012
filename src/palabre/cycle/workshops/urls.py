from django.urls import path

from palabre.cycle.workshops.views import (
    invitations,
    notes,
    parts,
    reading,
    slots,
    speakers,
    workshop,
)

app_name = "workshops"
urlpatterns = [
    path("", reading.list_workshops, name="index"),
    path("nouveau/", workshop.new_workshop, name="new"),
    path("note/", notes.give_note, name="note"),
    path("note/verification/", notes.check_note, name="note_check"),
    path("note/enregistrement/", notes.confirm_note, name="note_confirm"),
    path("invitation/<str:token>/", invitations.invited, name="invited"),
    path(
        "invitation/<str:token>/agenda.ics", invitations.invited_calendar, name="invited_calendar"
    ),
    path("<str:public_id>/", reading.show_workshop, name="show"),
    path("<str:public_id>/imprimer/", reading.print_order, name="print"),
    path("<str:public_id>/animation/", reading.print_facilitation, name="print_facilitation"),
    path("<str:public_id>/agenda.ics", reading.deliver_calendar, name="calendar"),
    path("<str:public_id>/fiche/", workshop.edit_workshop, name="edit"),
    path("<str:public_id>/deroule/", workshop.arrange, name="arrange"),
    path("<str:public_id>/publier/", workshop.publish, name="publish"),
    path("<str:public_id>/retirer/", workshop.withdraw, name="withdraw"),
    path("<str:public_id>/supprimer/", workshop.delete_workshop, name="delete"),
    path("<str:public_id>/inviter/", invitations.invite, name="invite"),
    path("<str:public_id>/inviter/eteindre/", invitations.renew, name="invite_renew"),
    path("<str:public_id>/temps/nouveau/", parts.new_part, name="part_new"),
    path("<str:public_id>/temps/<str:part_id>/", parts.edit_part, name="part_edit"),
    path("<str:public_id>/temps/<str:part_id>/deplacer/", parts.move_part, name="part_move"),
    path("<str:public_id>/temps/<str:part_id>/supprimer/", parts.delete_part, name="part_delete"),
    path("<str:public_id>/sequences/nouvelle/", slots.new_slot, name="slot_new"),
    path("<str:public_id>/sequences/<str:slot_id>/", slots.edit_slot, name="slot_edit"),
    path("<str:public_id>/sequences/<str:slot_id>/deplacer/", slots.move_slot, name="slot_move"),
    path(
        "<str:public_id>/sequences/<str:slot_id>/supprimer/",
        slots.delete_slot,
        name="slot_delete",
    ),
    path(
        "<str:public_id>/sequences/<str:slot_id>/interventions/nouvelle/",
        slots.new_item,
        name="item_new",
    ),
    path(
        "<str:public_id>/sequences/<str:slot_id>/intervenants/nouveau/",
        speakers.new_speaker,
        name="speaker_new",
    ),
    path(
        "<str:public_id>/intervenants/<str:speaker_id>/",
        speakers.edit_speaker,
        name="speaker_edit",
    ),
    path(
        "<str:public_id>/intervenants/<str:speaker_id>/deplacer/",
        speakers.move_speaker,
        name="speaker_move",
    ),
    path(
        "<str:public_id>/intervenants/<str:speaker_id>/supprimer/",
        speakers.delete_speaker,
        name="speaker_delete",
    ),
]

"""What people fill in; what they typed is kept whatever happens."""

from palabre.cycle.experiences.forms.lessons import LessonForm, passage_label, typed_lesson
from palabre.cycle.experiences.forms.marking import MarkForm, fingerprint
from palabre.cycle.experiences.forms.reading import InviteForm, ReadingForm, ReasonForm
from palabre.cycle.experiences.forms.refusals import add_refusal, take_version
from palabre.cycle.experiences.forms.testimonies import TestimonyForm, values_of

__all__ = [
    "InviteForm",
    "LessonForm",
    "MarkForm",
    "ReadingForm",
    "ReasonForm",
    "TestimonyForm",
    "add_refusal",
    "fingerprint",
    "passage_label",
    "take_version",
    "typed_lesson",
    "values_of",
]

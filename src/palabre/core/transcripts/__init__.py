"""Transcripts with timecodes: SubRip (SRT) and WebVTT read with care, set as text, found again.

Pure: text in, frozen values out. Problems carry codes and line numbers, never sentences.
"""

from palabre.core.transcripts.cues import Cue, Problem, ProblemCode, Transcript, format_of
from palabre.core.transcripts.sound import Sound, recognise
from palabre.core.transcripts.subtitles import read_subtitles
from palabre.core.transcripts.text import as_text, between
from palabre.core.transcripts.times import UnreadableTime, read_time, say_time, time_at

__all__ = [
    "Cue",
    "Problem",
    "ProblemCode",
    "Sound",
    "Transcript",
    "UnreadableTime",
    "as_text",
    "between",
    "format_of",
    "read_subtitles",
    "read_time",
    "recognise",
    "say_time",
    "time_at",
]

"""Recordings are known by what they hold; headers are those that the standards describe."""

from __future__ import annotations

import io
import struct
import wave

import pytest

from palabre.core.transcripts import Sound, recognise


def wav(seconds: int) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 8000 * seconds)
    return made.getvalue()


def test_a_wav_says_how_long_it_lasts() -> None:
    content = wav(3)
    assert recognise(content[:4096], len(content)) == Sound("audio/wav", "wav", 3)


def test_five_hours_of_mp3_are_told() -> None:
    # 64 kbit/s: 8,000 bytes a second; MPEG-1 layer III, index 5.
    frame = bytes([0xFF, 0xFB, 0x50, 0x00])
    assert recognise(frame + bytes(400), 8000 * 5 * 3600) == Sound("audio/mpeg", "mp3", 18_000)
    tagged = b"ID3\x04\x00\x00" + bytes([0, 0, 0, 10]) + bytes(10) + frame + bytes(400)
    found = recognise(tagged, 8000 * 60 + 20)
    assert found == Sound("audio/mpeg", "mp3", 60)


def test_a_flac_says_how_long_it_lasts() -> None:
    info = (44_100 << 44 | 1 << 41 | 15 << 36 | 44_100 * 7).to_bytes(8, "big")
    head = b"fLaC" + b"\x00\x00\x00\x22" + bytes(10) + info + bytes(16)
    assert recognise(head, 1000) == Sound("audio/flac", "flac", 7)


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"OggS\x00\x02" + bytes(22) + b"OpusHead", "audio/ogg"),
        (b"\x1a\x45\xdf\xa3" + bytes(20) + b"webm", "audio/webm"),
        (struct.pack(">I", 28) + b"ftypM4A " + bytes(20), "audio/mp4"),
        (bytes([0xFF, 0xF1, 0x50, 0x80]), "audio/aac"),
    ],
)
def test_other_sounds(head: bytes, media_type: str) -> None:
    found = recognise(head, 1000)
    assert found is not None
    assert found.media_type == media_type
    assert found.seconds is None


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff",
        b"#!AMR\n",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"<html><script>",
        b"RIFF\0\0\0\0AVI ",
        struct.pack(">I", 28) + b"ftypqt  ",
        bytes([0xFF, 0xFB, 0xF0, 0x00]),
        b"OggS" + bytes(60) + b"theora",
        b"\xff\xd8\xff\xe0 JPEG",
    ],
)
def test_what_is_no_sound_for_browsers(head: bytes) -> None:
    assert recognise(head, 1000) is None

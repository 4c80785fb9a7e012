"""What a recording is, told by its first bytes, never by its name."""

from __future__ import annotations

import struct
from dataclasses import dataclass

# Bitrates of MPEG audio layer III in kbit/s (ISO/IEC 11172-3, 13818-3), index 1 to 14.
_MPEG1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_VIDEO_BRANDS = (b"qt  ", b"mp41", b"avc1")


@dataclass(frozen=True, slots=True)
class Sound:
    """media_type: for the browser; ending: of the file; seconds: how long it lasts, None when its
    first bytes do not say."""

    media_type: str
    ending: str
    seconds: int | None = None


def recognise(head: bytes, size: int) -> Sound | None:
    """What browsers can play: MP3, M4A, AAC, Ogg (Opus, Vorbis), WebM, FLAC, WAV; else None.

    head: the first bytes (4,096 are enough); size: of the whole file, in bytes. The duration of
    an MP3 is that of a constant bitrate.
    """
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return Sound("audio/wav", "wav", _wav_seconds(head, size))
    if head.startswith(b"fLaC"):
        return Sound("audio/flac", "flac", _flac_seconds(head))
    if head.startswith(b"OggS") and (b"OpusHead" in head[:200] or b"vorbis" in head[:200]):
        return Sound("audio/ogg", "ogg")
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:100]:
        return Sound("audio/webm", "webm")
    if head[4:8] == b"ftyp" and head[8:12] not in _VIDEO_BRANDS:
        return Sound("audio/mp4", "m4a")
    if head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xF6 == 0xF0:
        return Sound("audio/aac", "aac")
    return _mp3(head, size)


def _mp3(head: bytes, size: int) -> Sound | None:
    start = 0
    if head.startswith(b"ID3") and len(head) >= 10:
        start = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])
        if start + 4 > len(head):
            return Sound("audio/mpeg", "mp3")
    frame = head[start : start + 4]
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE6 != 0xE2:
        return Sound("audio/mpeg", "mp3") if start else None
    rates = _MPEG1 if frame[1] & 0x18 == 0x18 else _MPEG2
    index = frame[2] >> 4
    if not 1 <= index <= 14:
        return None
    return Sound("audio/mpeg", "mp3", (size - start) * 8 // (rates[index - 1] * 1000))


def _wav_seconds(head: bytes, size: int) -> int | None:
    at = 12
    while at + 8 <= len(head):
        name, length = head[at : at + 4], struct.unpack("<I", head[at + 4 : at + 8])[0]
        if name == b"fmt " and at + 20 <= len(head):
            per_second = int(struct.unpack("<I", head[at + 16 : at + 20])[0])
            return size // per_second if per_second else None
        at += 8 + length + length % 2
    return None


def _flac_seconds(head: bytes) -> int | None:
    """From STREAMINFO: 20 bits of sample rate, then 36 of total samples at bit 108."""
    if len(head) < 26:
        return None
    packed = int.from_bytes(head[18:26], "big")
    rate, samples = packed >> 44, packed & ((1 << 36) - 1)
    return samples // rate if rate and samples else None

"""The files of a Polis export as people send them: one ZIP, or several CSV, or a folder."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from palabre.foundation.ballots.operations.refused import Refused

MEGABYTE = 1_000_000
LARGEST_UPLOAD = 40 * MEGABYTE
LARGEST_CONTENT = 200 * MEGABYTE
MOST_FILES = 50
HIGHEST_RATIO = 200
_RATIO_MATTERS_FROM = 10 * MEGABYTE
_CHUNK = 1 << 16


def read_files(sent: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return name → content, archives opened.

    Raises:
        Refused: too large, damaged, or an archive that grows out of proportion.
    """
    found: dict[str, bytes] = {}
    total = 0
    for name, content in sent:
        total += len(content)
        if total > LARGEST_UPLOAD:
            message = _("Ces fichiers dépassent %(limit)d Mo : envoyez seulement ceux de l’export.")
            raise Refused(message % {"limit": LARGEST_UPLOAD // MEGABYTE}, field="export")
        if content[:4] == b"PK\x03\x04" or name.lower().endswith(".zip"):
            found |= _unpack(name, content)
        else:
            found[Path(name).name] = content
    return found


def read_path(path: Path) -> dict[str, bytes]:
    """The same from a ZIP file or a folder on disk."""
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.suffix.lower() == ".csv")
        return read_files((one.name, one.read_bytes()) for one in files)
    if not path.is_file():
        raise Refused(_("Aucun fichier ni dossier à cette adresse : %(path)s") % {"path": path})
    return read_files([(path.name, path.read_bytes())])


def pack(files: Mapping[str, bytes]) -> bytes:
    """One archive of the files, to be kept between the dry run and the import."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def _unpack(name: str, content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _entries(name, archive, len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        message = _("L’archive « %(name)s » est abîmée ou incomplète. Téléchargez-la à nouveau.")
        raise Refused(message % {"name": name}, field="export") from error
    except (RuntimeError, ValueError) as error:
        # zipfile says of an encrypted entry that a password is required, as a RuntimeError.
        message = _("L’archive « %(name)s » est protégée ou mal formée. Envoyez les CSV eux-mêmes.")
        raise Refused(message % {"name": name}, field="export") from error


def _entries(name: str, archive: zipfile.ZipFile, size: int) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        message = _(
            "L’archive « %(name)s » contient plus de %(limit)d fichiers : "
            "ce n’est pas un export Polis."
        )
        raise Refused(message % {"name": name, "limit": MOST_FILES}, field="export")
    found: dict[str, bytes] = {}
    left = LARGEST_CONTENT
    for entry in entries:
        if not entry.filename.lower().endswith(".csv"):
            continue
        pieces = []
        with archive.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                left -= len(piece)
                grown = LARGEST_CONTENT - left
                if left < 0 or (grown > _RATIO_MATTERS_FROM and grown > HIGHEST_RATIO * size):
                    message = _(
                        "Une fois ouverte, l’archive « %(name)s » devient démesurée : elle n’a pas "
                        "été lue. Envoyez les CSV eux-mêmes."
                    )
                    raise Refused(message % {"name": name}, field="export")
                pieces.append(piece)
        found[entry.filename] = b"".join(pieces)
    return found

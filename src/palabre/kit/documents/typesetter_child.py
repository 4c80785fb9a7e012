"""The process that typesets: runs alone, imports nothing of Palabre, and goes away with its memory.

Reads one JSON order on standard input, writes the result on standard output. Standing alone
keeps a long document's memory (some 50 MB per 200 pages, which the typesetter keeps for its
next documents) out of the server, and lets the parent stop it.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    order = json.load(sys.stdin)
    sys.path.append(order["site"])
    import typst  # known only once the order has been read

    fonts = typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=True,
        font_paths=[Path(folder) for folder in order["font_folders"]],
    )
    if order["wanted"] == "fonts":
        answer = {"families": fonts.families()}
    else:
        answer = typeset(typst, order, fonts)
    json.dump(answer, sys.stdout)


def typeset(typst: Any, order: dict[str, Any], fonts: Any) -> dict[str, Any]:
    files = {name: base64.b64decode(content) for name, content in order["files"].items()}
    root = Path.cwd()
    try:
        result = typst.compile(
            files,
            root=root,
            font_paths=fonts,
            format=order["wanted"],
            pdf_standards=["ua-1"] if order["wanted"] == "pdf" else [],
            ppi=order.get("ppi"),
            package_path=root,
            package_cache_path=root,
            timestamp=order.get("timestamp"),
        )
    except typst.TypstError as error:
        return {"error": error.message, "diagnostic": error.diagnostic}
    pages = result if isinstance(result, list) else [result]
    return {"pages": [base64.b64encode(page).decode() for page in pages]}


if __name__ == "__main__":
    main()

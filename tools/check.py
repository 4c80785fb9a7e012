"""Everything that CI runs, in order, each step said; stops at the first failure.

The suite runs on SQLite, then on PostgreSQL where one answers; what was not run is said at the end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES_CANDIDATES = (
    "postgres://{user}@/postgres?host=/var/run/postgresql",
    "postgres://{user}@127.0.0.1:5432/postgres",
    "postgres://postgres@127.0.0.1:5432/postgres",
)


def run(title: str, *command: str, **environment: str) -> None:
    """Run one step; leave with its status when it fails."""
    print(f"\n── {title}", flush=True)
    started = time.monotonic()
    outcome = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    print(f"   {time.monotonic() - started:.1f} s", flush=True)
    if outcome.returncode:
        print(f"\nÉchec : {title}", flush=True)
        sys.exit(outcome.returncode)


def find_browser() -> str:
    """Return the path of a Chromium, installing one where this machine lets us."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "check": False}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], **quiet)  # type: ignore[call-overload]
        found = shutil.which("chromium")
        if found:
            return found
    subprocess.run([str(BIN / "playwright"), "install", "chromium"], check=False)
    located = subprocess.run(
        [str(BIN / "python"), "-c", _ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
    ).stdout.strip()
    if located and Path(located).exists():
        return located
    sys.exit(
        "Aucun Chromium n’a été trouvé ni installé : installez-le "
        "(sur Debian : apt-get install chromium) et relancez ./check."
    )


_ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as s\n"
    "with s() as p: print(p.chromium.executable_path)"
)


def find_postgres() -> str:
    """Return the address of a PostgreSQL that answers, or an empty string."""
    import psycopg

    given = os.environ.get("PALABRE_TEST_POSTGRES", "")
    user = os.environ.get("USER") or "root"
    for candidate in [given] if given else [c.format(user=user) for c in POSTGRES_CANDIDATES]:
        try:
            with psycopg.connect(candidate, connect_timeout=3):
                return candidate
        except psycopg.OperationalError:
            continue
    return ""


def static_checks() -> None:
    run("Mise en forme", str(BIN / "ruff"), "format", "--check", "--quiet", ".")
    run("Lecture du code (ruff)", str(BIN / "ruff"), "check", "--quiet", ".")
    run("Types (mypy strict)", str(BIN / "mypy"))
    run("Étages et pièces (import-linter)", str(BIN / "lint-imports"), "--no-cache")
    run("Migrations", str(BIN / "python"), "manage.py", "makemigrations", "--check", "--dry-run")
    templates = [str(path) for path in sorted((ROOT / "src").rglob("*.html"))]
    run("Gabarits (djade)", str(BIN / "djade"), "--target-version", "5.2", "--check", *templates)


def suites(extra: list[str]) -> list[str]:
    """Run the tests on each database; return what was not run."""
    pytest = [str(BIN / "pytest"), "-n", str(min(4, os.cpu_count() or 1)), *extra]
    browser = find_browser()
    run("Tests sur SQLite", *pytest, PALABRE_BROWSER=browser, DATABASE_URL="")
    postgres = find_postgres()
    if not postgres:
        return ["la suite sur PostgreSQL : aucun serveur ne répond (PALABRE_TEST_POSTGRES)"]
    run("Tests sur PostgreSQL", *pytest, PALABRE_BROWSER=browser, DATABASE_URL=postgres)
    return []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--static", action="store_true", help="the static checks only")
    options, extra = parser.parse_known_args()
    data = tempfile.mkdtemp(prefix="palabre-check-")
    os.environ.update(PALABRE_DATA_DIR=data, PALABRE_STAFF_MFA="0")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    static_checks()
    missed = [] if options.static else suites(extra)
    shutil.rmtree(data, ignore_errors=True)
    for what in missed:
        print(f"Non exécuté : {what}.")
    print("\nTout est passé." if not missed else "\nLe reste est passé.")


if __name__ == "__main__":
    main()

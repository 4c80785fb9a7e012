# Sourced by ./demo and ./check: a private environment in .venv, made again when the lock changes.
# Usage: prepare_environment LOCK-FILE
set -eu
cd "$(dirname "$0")"

find_python() {
    for name in python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Palabre demande Python 3.11 ou plus récent ; aucun n'a été trouvé." >&2
    exit 1
}

prepare_environment() {
    lock="$1"
    stamp=".venv/.$(basename "$lock").stamp"
    if [ ! -x .venv/bin/python ]; then
        echo "Préparation de l'environnement (.venv)…" >&2
        "$(find_python)" -m venv .venv || {
            echo "Le module venv manque à ce Python (sur Debian : paquet python3-venv)." >&2
            exit 1
        }
    fi
    if ! cmp -s "$lock" "$stamp"; then
        echo "Installation des dépendances de $lock…" >&2
        .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$lock"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
        cp "$lock" "$stamp"
    fi
}

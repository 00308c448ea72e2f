#!/bin/sh
# `make deb`: freezes the program, packs it, and proves both packages in bare systems; what is done already is kept.
set -eu
. "$(dirname "$0")/chroots.sh"
become_root "$@"
alone
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
sh "$here/freeze.sh"
.venv/bin/python "$here/pack.py" "$work/frozen/kaoping" dist
.venv/bin/python "$here/prove.py" dist "$work/proofs"
[ -z "${SUDO_UID:-}" ] || chown -R "$SUDO_UID:${SUDO_GID:-$SUDO_UID}" dist "$work/proofs" "$work/wheel"

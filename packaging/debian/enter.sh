#!/bin/sh
# One step in a bare system: enter.sh FOLDER COMMAND…, or enter.sh --bare SUITE FOLDER to make it.
set -eu
. "$(dirname "$0")/chroots.sh"
if [ "$1" = --bare ]; then mkdir -p "$chroots"; bare "$2" "$3"; else instead=exec; enter "$@"; fi

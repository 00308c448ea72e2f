#!/bin/sh
# Makes .venv ready: the system's libraries, the locked packages, the program itself.
# With the argument `tests` also a C compiler, for the library that cuts the power in tests, and a screen
# without a monitor for the journeys through real windows, with the bus that screen readers use; with `torture`
# LibreOffice too, to convert what is printed.
# Nothing happens where all is there already; whatever is half done is done again, whole.
# shellcheck disable=SC2086  # lists of words stand unquoted
set -eu
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/sbin:/sbin" PIP_DISABLE_PIP_VERSION_CHECK=1

# What Qt links against, by soname, because package names differ between releases.
offscreen='libGL.so.1=libgl1 libEGL.so.1=libegl1 libX11.so.6=libx11-6 libdbus-1.so.3=libdbus-1-3
    libglib-2.0.so.0=libglib2.0-0 libxkbcommon.so.0=libxkbcommon0
    libfontconfig.so.1=libfontconfig1 libfreetype.so.6=libfreetype6'
screen='libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4
    libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0
    libxcb-xkb.so.1=libxcb-xkb1 libxkbcommon-x11.so.0=libxkbcommon-x11-0'

say() { echo "bootstrap: $*" >&2; }
stop() { say "$*"; exit 1; }

# The base interpreter, so that an activated .venv is never built from itself.
find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        "$candidate" -c 'import sys
(3, 11) <= sys.version_info < (3, 14) or sys.exit(1)
print(sys._base_executable)' 2>/dev/null && return
    done
    return 1
}

missing() {
    for pair; do
        case $loadable in *"${pair%=*} ("*) ;; *) printf ' %s' "${pair#*=}" ;; esac
    done
}

apt_install() {
    root=
    if [ "$(id -u)" != 0 ]; then command -v sudo >/dev/null && root=sudo || return 1; fi
    command -v apt-get >/dev/null || return 1
    say "installing $*"
    $root apt-get update -qq
    $root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

if [ "${1:-}" = tests ] || [ "${1:-}" = torture ]; then
    command -v cc >/dev/null ||
        apt_install gcc libc6-dev || say "no C compiler: the tests of power cuts are skipped"
    { command -v Xvfb && command -v openbox; } >/dev/null ||
        apt_install xvfb openbox || say "no Xvfb: the journeys are tested without real windows"
    /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' 2>/dev/null ||
        apt_install at-spi2-core dbus-daemon python3-gi gir1.2-atspi-2.0 ||
        say "no bindings of the accessibility bus: nothing is asked from outside"
fi
if [ "${1:-}" = torture ]; then
    command -v soffice >/dev/null ||
        apt_install libreoffice-writer-nogui libreoffice-calc-nogui ||
        say "no LibreOffice: Word and Excel files are not converted"
fi

python=$(find_python) || stop "needs Python 3.11, 3.12 or 3.13: install one, or name it with PYTHON=…"
stamp=$({ pwd; "$python" -VV; sed '/^\[tool\./,$d' pyproject.toml; cat requirements.lock; } | sha256sum)

loads() { .venv/bin/python -I -c 'import PySide6.QtWidgets'; }
# A start is then as fast as the next one, also where Python is told to write no bytecode.
compile() { .venv/bin/python -m compileall -q desktop; }
if [ "$(cat .venv/stamp 2>/dev/null)" = "$stamp" ] && [ -x .venv/bin/kaoping ] && loads 2>/dev/null
then compile; exit; fi

loadable=$(ldconfig -p 2>/dev/null || true)
need=$(missing $offscreen)
"$python" -c 'import ensurepip' 2>/dev/null ||
    need="$need $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
wish=$(missing $screen)
[ -z "$need" ] || apt_install $need || stop "missing; as root, run: apt-get install$need$wish"
[ -z "$wish" ] || apt_install $wish || say "no window without$wish; the tests do without"

say "building .venv with $("$python" -V)"
rm -rf .venv
"$python" -m venv .venv
.venv/bin/python -m pip install -qq --require-hashes -r requirements.lock
.venv/bin/python -m pip install -qq --no-deps --no-build-isolation -e .
compile
loads
echo "$stamp" > .venv/stamp

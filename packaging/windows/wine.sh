#!/bin/sh
# Makes build/chroots/wine: a Debian 13 with Wine 10, in which what runs on Windows is compiled, installed and tried, and
# with the maker of installers (NSIS). Wine 8 of Debian 12 crashes on Qt's windows. Made anew when this file changes.
set -eu
. "$(dirname "$0")/../debian/chroots.sh"
become_root "$@"
need debootstrap unshare tar
wine=$chroots/wine
stamp=$(sha256sum <"$0")
[ "$(cat "$wine/stamp" 2>/dev/null)" = "$stamp" ] && exit
mkdir -p "$chroots"; : >"$work/apt.log"

bare trixie "$wine"
enter "$wine" dpkg --add-architecture i386   # an installer is a program of 32 bits
# The font is for the installer's own pages; the program brings its own.
installed "$wine" wine wine64 wine32:i386 nsis python3-minimal xvfb openbox xdotool imagemagick \
    fonts-wqy-microhei libgl1 libegl1 locales
enter "$wine" localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
enter "$wine" useradd --create-home clerk
say "a Windows for the user clerk"
# What is not waited for is ended with half its registry unwritten.
enter "$wine" su clerk -c 'export WINEDEBUG=-all XDG_RUNTIME_DIR=/tmp LANG=zh_CN.UTF-8
    wine wineboot --init && wineserver --wait' >"$work/wine.log" 2>&1 ||
    { tail -5 "$work/wine.log" >&2; stop "Wine does not start; see build/wine.log"; }
echo "$stamp" >"$wine/stamp"

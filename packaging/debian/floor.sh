#!/bin/sh
# Makes the floor on which the program is frozen: a Debian 11 with Python 3.11, built there from Debian 12's own source
# package so that it asks for no glibc newer than 2.28 (UOS 20; Kylin V10 and Debian 11 have 2.31).
# Kept in build/chroots/floor, made anew when this file changes.
set -eu
. "$(dirname "$0")/chroots.sh"
become_root "$@"
alone
need debootstrap unshare tar
floor=$chroots/floor
stamp=$(sha256sum <"$0")
[ "$(cat "$floor/stamp" 2>/dev/null)" = "$stamp" ] && exit
: >"$work/apt.log"

bare bullseye "$floor"
security bullseye "$floor"
# Its tools, what Python is built with, and every library that Qt's plugins link to: what is not found cannot be bundled.
installed "$floor" build-essential dpkg-dev patchelf pkg-config libexpat1-dev libffi-dev libssl-dev zlib1g-dev libbz2-dev liblzma-dev \
    libgl1 libegl1 libx11-6 libx11-xcb1 libdbus-1-3 libglib2.0-0 libfontconfig1 libfreetype6 libxkbcommon0 \
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 \
    libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1

say "Python 3.11, from Debian 12's source package"
sed -n 's/^deb \([^ ]*\) .*/deb-src \1 bookworm main/p;T;q' "$floor/etc/apt/sources.list" \
    >"$floor/etc/apt/sources.list.d/source.list"
enter "$floor" apt-get update -qq
mkdir -p "$floor/source"
enter "$floor" sh -ec '
    cd /source
    apt-get source -qq python3.11   # held against the signed hashes of the archive
    cd python3.11-*/
    # Debian builds this module into its Python, where what it includes is known.
    sed -i "1i #define Py_BUILD_CORE_MODULE 1" Modules/pyexpat.c
    # glibc 2.29 and 2.30 gave these new versions, and a clock to semaphores; the old ones are there everywhere.
    for name in exp exp2 log log2 pow; do echo "__asm__(\".symver $name,$name@GLIBC_2.2.5\");"; done >/source/old_math.h
    ./configure -q --prefix=/usr/local --enable-shared --without-ensurepip --disable-test-modules \
        --with-system-expat ac_cv_func_sem_clockwait=no LDFLAGS=-Wl,-rpath,/usr/local/lib
    nice make -s -j2 EXTRA_CFLAGS="-include /source/old_math.h"
    make -s install EXTRA_CFLAGS="-include /source/old_math.h"
    rm -rf /source
    /usr/local/bin/python3.11 -c "import _hashlib, bz2, ctypes, lzma, zlib, pyexpat"
    newer=$(find /usr/local/lib -name "*.so*" -exec objdump -T {} + | grep -E "GLIBC_2\.(29|3[0-9])\>" || true)
    [ -z "$newer" ] || { echo "$newer"; exit 1; }
' >"$work/python.log" 2>&1 || { tail -20 "$work/python.log" >&2; stop "no Python; see build/python.log"; }
echo "$stamp" >"$floor/stamp"

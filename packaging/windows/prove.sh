#!/bin/sh
# Proves the newest installer in dist/ under Wine, for a user of no rank in a Windows that has seen nothing yet; what took
# how long goes into build/proofs/windows.json, what was seen into build/proofs/windows.png.
set -eu
. "$(dirname "$0")/../debian/chroots.sh"
become_root "$@"
alone
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
# shellcheck disable=SC2012  # the names are ours
setup=$(ls -t "$top"/dist/kaoping-*-x64-setup.exe 2>/dev/null | head -1)
[ -n "$setup" ] || stop "no installer in dist/; first: make windows"
sh "$here/wine.sh"
wine=$chroots/wine
say "${setup##*/} under Wine"
rm -rf "$wine/home/clerk/proof"
mkdir "$wine/home/clerk/proof"
cp "$setup" "$here/prove.py" "$wine/home/clerk/proof"
chown -R --reference="$wine/home/clerk" "$wine/home/clerk/proof"
# In Chinese, for a file that is read in the machine's own encoding shows itself only where that is not Latin.
enter "$wine" su clerk -c 'cd ~/proof; cp -a ~/.wine windows
    export USER=clerk WINEPREFIX=$PWD/windows LANG=zh_CN.UTF-8 WINEDEBUG=-all XDG_RUNTIME_DIR=/tmp
    rm -rf /tmp/.X*  # of one that was killed
    Xvfb -displayfd 3 -screen 0 1366x768x24 3>display >/dev/null 2>&1 &
    until [ -s display ]; do sleep 0.2; done
    export DISPLAY=:$(cat display)
    openbox >/dev/null 2>&1 &
    nice python3 prove.py ~/proof/*-setup.exe ~/proof/proofs 2>&1' || stop "failed"
mkdir -p "$work/proofs"
cp "$wine/home/clerk/proof/proofs/windows".* "$work/proofs"
rm -rf "$wine/home/clerk/proof"
say "proved: build/proofs/windows.json"

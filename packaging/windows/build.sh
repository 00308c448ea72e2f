#!/bin/sh
# Builds dist/kaoping-VERSION-x64-setup.exe, on Linux.
set -eu
. "$(dirname "$0")/../debian/chroots.sh"
become_root "$@"
alone
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
most=110000000 # bytes; a stick holds more, a mailbox does not
sh "$here/gather.sh"
wine=$chroots/wine

version=$("$top/.venv/bin/python" -c 'from desktop.release import version; print(version())')
name=kaoping-$version-x64-setup.exe
say "$name"
"$top/.venv/bin/python" "$here/pictures.py" "$top/resources" "$wine"
cp "$here/installer.nsi" "$wine/installer.nsi"
enter "$wine" nice makensis -V2 -INPUTCHARSET UTF8 -DVERSION="$version" -DFOLDER=kaoping -DICON=kaoping.ico -DSIDE=side.bmp \
    -DOUT="$name" installer.nsi
size=$(stat -c %s "$wine/$name")
[ "$size" -le $most ] || stop "$name has $size bytes, more than $most"
mkdir -p "$top/dist"
mv "$wine/$name" "$top/dist/$name"
chown --reference="$top" "$top/dist" "$top/dist/$name"
say "$((size / 1000000)) MB: dist/$name"

#!/bin/sh
# Freezes the program into build/frozen/kaoping: its own wheel and the packages of shipped.lock, by PyInstaller, on the floor.
# Packages are fetched here, by .venv's pip, each against its hash and none that asks for a newer glibc than the floor's.
set -eu
. "$(dirname "$0")/chroots.sh"
become_root "$@"
alone
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
floor=$chroots/floor
python=$top/.venv/bin/python
sh "$here/floor.sh"

# The wheels, unpacked; made anew when a lock changes. 2.28 is UOS 20 and Debian 10, 2.31 Kylin V10 and Debian 11.
stamp=$(cat "$0" "$top/packaging/shipped.lock" "$top/packaging/build.lock" "$floor/stamp" | sha256sum)
if [ "$(cat "$floor/packages.stamp" 2>/dev/null)" != "$stamp" ]; then
    say "the packages"
    rm -rf "$floor/packages" "$floor/packages.stamp"
    platforms=$(for glibc in 28 27 26 24 17 12 5; do printf ' --platform manylinux_2_%s_x86_64' $glibc; done)
    # shellcheck disable=SC2086  # many words
    "$python" -m pip install -qq --disable-pip-version-check --no-compile --target "$floor/packages" \
        --implementation cp --python-version 3.11 --abi cp311 --abi abi3 --abi none $platforms \
        --platform manylinux2014_x86_64 --platform manylinux2010_x86_64 --platform manylinux1_x86_64 \
        --only-binary :all: --no-deps --require-hashes \
        -r "$top/packaging/shipped.lock" -r "$top/packaging/build.lock"
    echo "$stamp" >"$floor/packages.stamp"
fi

say "the program"
rm -rf "$work/wheel" "$floor/packages/desktop" "$floor/packages"/kaoping-*.dist-info "$floor/freeze"
(cd "$top" && .venv/bin/python -m hatchling build --target wheel --directory "$work/wheel" >"$work/wheel.log" 2>&1) || stop "no wheel; see build/wheel.log"
"$python" -m zipfile -e "$work"/wheel/kaoping-*.whl "$floor/packages"
mkdir "$floor/freeze"
cp "$here/kaoping.spec" "$here/start.py" "$floor/freeze"
enter "$floor" sh -ec 'cd /freeze; export PYTHONPATH=/packages PYTHONHASHSEED=0
    nice python3.11 -m PyInstaller --log-level WARN --noconfirm kaoping.spec' >"$work/freeze.log" 2>&1 ||
    { tail -20 "$work/freeze.log" >&2; stop "not frozen; see build/freeze.log"; }
rm -rf "$work/frozen"; mkdir "$work/frozen"
mv "$floor/freeze/dist/kaoping" "$work/frozen/kaoping"
say "$(du -sm "$work/frozen/kaoping" | cut -f1) MB in build/frozen/kaoping"

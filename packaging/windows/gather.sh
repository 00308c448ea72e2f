#!/bin/sh
# Gathers what an installed program consists of into build/chroots/wine/kaoping: Python, the packages of shipped.lock as
# they are for Windows, and the program's own wheel; trimmed, and compiled by that very Python under Wine.
set -eu
. "$(dirname "$0")/../debian/chroots.sh"
become_root "$@"
alone
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
python=$top/.venv/bin/python
sh "$here/wine.sh"
wine=$chroots/wine
whole=$wine/kaoping

# compiled FOLDER: everything below it, by the Python that will run it. A hash that nobody checks, instead of a date:
# dates change when files are copied, and the files beside do not.
compiled() {
    chown -R --reference="$wine/home/clerk" "$1"
    enter "$wine" su clerk -c "cd '${1#"$wine"}' && WINEDEBUG=-all nice wine /fetched/python/python.exe -m compileall -q -f \
        --invalidation-mode unchecked-hash -s . ." >"$work/compile.log" 2>&1 ||
        { tail -5 "$work/compile.log" >&2; stop "not compiled; see build/compile.log"; }
}

# Made anew when a lock changes.
stamp=$(cat "$0" "$here/fetch_python.py" "$here/trim.py" "$here/python.lock" "$top/packaging/shipped.lock" | sha256sum)
fetched=$wine/fetched
if [ "$(cat "$fetched/stamp" 2>/dev/null)" != "$stamp" ]; then
    say "Python and the packages for Windows"
    rm -rf "$fetched"
    "$python" "$here/fetch_python.py" "$fetched/python"
    rm "$fetched/python/python.cat"
    # Nothing outside is searched for modules, whatever the machine's own Pythons have set.
    printf 'python311.zip\r\n.\r\n..\\lib\r\n' >"$fetched/python/python311._pth"
    "$python" -m pip install -qq --disable-pip-version-check --no-compile --target "$fetched/lib" \
        --platform win_amd64 --implementation cp --python-version 3.11 \
        --only-binary :all: --no-deps --require-hashes -r "$top/packaging/shipped.lock"
    "$python" "$here/trim.py" "$fetched/lib"
    compiled "$fetched/lib"
    echo "$stamp" >"$fetched/stamp"
fi

say "the program"
rm -rf "$whole" "$work/wheel-windows" "$wine/own"
(cd "$top" && .venv/bin/python -m hatchling build --target wheel --directory "$work/wheel-windows" >"$work/wheel.log" 2>&1) ||
    stop "no wheel; see build/wheel.log"
mkdir "$whole" "$wine/own"
"$python" -m zipfile -e "$work"/wheel-windows/kaoping-*.whl "$wine/own"
"$python" "$here/trim.py" "$wine/own"
compiled "$wine/own"
cp -r "$fetched/python" "$fetched/lib" "$whole"
cp -r "$wine/own/." "$whole/lib"
# What is typed into a terminal; the window is started without one.
printf '@"%%~dp0python\\python.exe" -m desktop %%*\r\n' >"$whole/kaoping.cmd"
cp "$top/LICENSE" "$whole/LICENSE.txt"
say "$(du -sm "$whole" | cut -f1) MB gathered"

# What the scripts here share: where Debian comes from, bare systems of it, and stepping into one. To be read with `.`.
# Nothing stays mounted: each step has mounts and processes of its own, which end with it.

work=${KAOPING_BUILD:-$(cd "$(dirname "$0")/../.." && pwd)/build}
chroots=$work/chroots

say() { echo "${0##*/}: $*" >&2; }
stop() { say "$*"; exit 1; }

# As root; whoever is not is asked for by sudo.
become_root() {
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null || stop "needs root, to make a bare Debian in a folder"
    exec sudo --preserve-env=KAOPING_BUILD,KAOPING_MIRROR sh "$0" "$@"
}

# One at a time: two builds would clear away each other's systems. Scripts that one of these starts are let in.
alone() {
    mkdir -p "$chroots"
    # Whoever asked by sudo goes on writing into it: make run, make bench.
    [ -z "${SUDO_UID:-}" ] || chown "$SUDO_UID:${SUDO_GID:-$SUDO_UID}" "$work"
    [ -n "${KAOPING_ALONE:-}" ] && return
    exec 9>"$work/lock"
    flock -n 9 || { say "waiting for another build"; flock 9; }
    export KAOPING_ALONE=yes
}

need() {
    for command; do
        command -v "$command" >/dev/null || PATH=$PATH:/usr/sbin:/sbin command -v "$command" >/dev/null ||
            stop "$command is missing; apt-get install debootstrap dpkg-dev util-linux xz-utils"
    done
}

# The mirror that this machine itself uses; without one, debootstrap knows its own.
mirror() {
    [ -n "${KAOPING_MIRROR:-}" ] && { echo "$KAOPING_MIRROR"; return; }
    # shellcheck disable=SC2016  # apt fills in the place
    apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -m1 '/debian/*$' || true
}

# bare SUITE FOLDER: a Debian with nothing but itself; taken from a copy of the last time where there is one.
bare() {
    kept=$chroots/bare-$1.tar
    if [ ! -f "$kept" ]; then
        say "a bare $1"
        rm -rf "$2"; mkdir -p "$2"
        # shellcheck disable=SC2046  # no mirror is no word
        PATH=$PATH:/usr/sbin:/sbin unshare --mount --propagation private debootstrap --variant=minbase "$1" "$2" $(mirror) >"$work/debootstrap-$1.log" ||
            { tail -5 "$work/debootstrap-$1.log" >&2; stop "no bare $1"; }
        rm -rf "$2"/var/cache/apt/archives/*.deb
        tar -C "$2" -cf "$kept.part" . && mv "$kept.part" "$kept"
    else
        rm -rf "$2"; mkdir -p "$2"
        tar -C "$2" -xf "$kept"
    fi
    rm -f "$2/etc/resolv.conf"; cp -L /etc/resolv.conf "$2/etc/resolv.conf"
}

# security SUITE FOLDER: with what was mended since it was released, where this machine's apt knows of a place.
security() {
    # shellcheck disable=SC2016  # as above
    place=$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -m1 '/debian-security/*$' || true)
    [ -n "$place" ] || { say "no place for security updates of $1 is known here"; return; }
    echo "deb $place $1-security main" >"$2/etc/apt/sources.list.d/security.list"
    enter "$2" apt-get update -qq
    enter "$2" apt-get upgrade -y -qq >>"$work/apt.log" 2>&1
}

# enter FOLDER COMMAND…: in there, alone; ended with all it started.
enter() {
    root=$1; shift
    # shellcheck disable=SC2016  # for the shell within
    ${instead:-} unshare --mount --pid --fork --kill-child --propagation private sh -ec '
        root=$1; shift
        mount -t proc proc "$root/proc"
        mount --bind /dev "$root/dev"
        mount -t tmpfs -o size=2g tmpfs "$root/dev/shm"
        exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
            DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"' enter "$root" "$@"
}

# installed FOLDER PACKAGE…: from Debian, quietly.
installed() {
    root=$1; shift
    enter "$root" apt-get update -qq
    enter "$root" apt-get install -y -qq --no-install-recommends "$@" >>"$work/apt.log" 2>&1 ||
        { tail -5 "$work/apt.log" >&2; stop "could not install $*"; }
}

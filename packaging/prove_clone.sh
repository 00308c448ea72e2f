#!/bin/sh
# Proves the README: on a fresh bare Debian with git, make and Python, a clone and the README's commands, timed.
#   sh packaging/prove_clone.sh [--tests] [bookworm|trixie …]
# With --tests `make test`, too, on the first of them. What it took is written into build/proofs/clone.json.
set -eu
KAOPING_BUILD=${KAOPING_BUILD:-$(cd "$(dirname "$0")/.." && pwd)/build}
export KAOPING_BUILD
. "$(dirname "$0")/debian/chroots.sh"
become_root "$@"
need debootstrap unshare git
alone
mkdir -p "$work/proofs"
log=$work/proofs/clone.log
told=$work/proofs/clone.json

tests=
case ${1:-} in --tests) tests=1; shift ;; esac
[ $# -gt 0 ] || set -- bookworm

# What a machine here needs to reach its packages at all: certificates, and the settings of pip and apt.
bring_settings() {
    authorities=/etc/ssl/certs/ca-certificates.crt
    # Elsewhere than here: Debian writes its own list there as soon as a package brings it.
    [ ! -e $authorities ] || cp -L $authorities "$root/srv/authorities.crt"
    for file in /etc/pip.conf "$HOME/.config/pip/pip.conf"; do
        [ -e "$file" ] || continue
        place=$root/$(echo "$file" | sed "s,^$HOME/,root/,")
        mkdir -p "$(dirname "$place")"
        sed "s,$authorities,/srv/authorities.crt," "$file" > "$place"
    done
    for file in /etc/apt/apt.conf.d/*; do
        ! grep -qi 'acquire' "$file" || cp -L "$file" "$root/etc/apt/apt.conf.d/"
    done
}

# timed NAME COMMAND…: in the new system; its name and its seconds are one entry more.
timed() {
    name=$1; shift
    say "$name"
    before=$(date +%s%N)
    enter "$root" "$@" >> "$log" 2>&1 || { tail -20 "$log" >&2; stop "$name failed; all of it stands in $log"; }
    seconds=$(awk "BEGIN { printf \"%.1f\", ($(date +%s%N) - $before) / 1e9 }")
    printf '%s\n  {"name": "%s", "seconds": %s}' "$comma" "$name" "$seconds" >> "$told.part"
    comma=,
    say "$name: $seconds s"
}

prove() {
    root=$chroots/clone-$1
    bare "$1" "$root"
    bring_settings
    installed "$root" git make python3
    git -C "$(dirname "$0")" bundle create -q "$root/srv/kaoping.bundle" HEAD
    debian="Debian $(cut -d. -f1 "$root/etc/debian_version")"
    timed "$debian: git clone" git clone /srv/kaoping.bundle /root/kaoping
    timed "$debian: make run" make -C /root/kaoping run
    timed "$debian: make run again" make -C /root/kaoping run
    [ -z "$tests" ] || timed "$debian: make test" make -C /root/kaoping test
    tests=  # once is enough: it takes ten minutes
    rm -rf --one-file-system "$root"
}

comma='['
: > "$log"
: > "$told.part"
for suite; do prove "$suite"; done
printf '\n]\n' >> "$told.part"
mv "$told.part" "$told"
say "all of it is in $told"

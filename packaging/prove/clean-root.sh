#!/bin/sh
# Proves that the archive in dist/ starts on a bare Debian without Python, Qt or any graphical library. As root, with
# debootstrap, Xvfb and xdotool on this machine:
#
#     packaging/prove/clean-root.sh [FOLDER]      FOLDER keeps the bare system for the next time
set -eu
cd "$(dirname -- "$0")/../.."
root=${1:-build/clean-root}
archive=$(ls dist/kzref-*-linux-*.tar.xz)

[ "$(id -u)" = 0 ] || { echo "clean-root: only root can make one." >&2; exit 1; }
[ -x "$root/bin/sh" ] || debootstrap --variant=minbase bookworm "$root" >"$root.log" 2>&1
root=$(cd "$root" && pwd -P)

mkdir -p "$root/tmp/.X11-unix" "$root/home/reader"
rm -rf "$root/opt/kzref" "$root/home/reader" "$root/tmp/lacking"
mkdir -p "$root/home/reader"
tar -xJf "$archive" -C "$root/opt"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
server=""
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    umount "$root/proc" "$root/dev" "$root/tmp/.X11-unix"
}
trap finish EXIT

inside() { # COMMAND..., as a user without rights, with nothing of this machine's environment
    chroot "$root" setpriv --reuid=65534 --regid=65534 --clear-groups \
        env -i HOME=/tmp/reader PATH=/usr/bin:/bin LANG=C.UTF-8 ${display:+DISPLAY=$display} "$@"
}
good() { echo "  good: $*"; }
bad() { echo "  BAD: $*" >&2; exit 1; }

echo "In $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' "$root/etc/os-release"), $(chroot "$root" dpkg-query -f '.\n' -W | wc -l) packages:"
for stranger in python3 Xorg xdpyinfo; do
    chroot "$root" sh -c "command -v $stranger" >/dev/null && bad "$stranger is there"
done
find "$root/usr/lib" "$root/lib" -name 'libQt*' -o -name 'libX11*' -o -name 'libGL*' | grep -q . && bad "graphical libraries are there"
good "no Python, no Qt, no X11 and no OpenGL is there"

display=""
for command in --version "search crime" "show criminal-policy/goal" list verify "check /opt/kzref/_internal/content" \
    "print convicted-2015-2022 -o /tmp/out.pdf"; do
    # shellcheck disable=SC2086  # a command and its arguments
    inside /opt/kzref/kzref $command >/dev/null || bad "kzref $command"
    good "kzref $command"
done
said=$(inside /opt/kzref/kzref 2>&1) && bad "a window without a display"
good "without a display: $said"

number=$((100 + $$ % 800))
Xvfb ":$number" -screen 0 1300x880x24 -nolisten tcp -ac >/dev/null 2>&1 &
server=$!
sleep 1
display=:$number
inside /opt/kzref/kzref 2>"$root/tmp/said" &
window=$!
id=$(DISPLAY=$display timeout 30 xdotool search --sync --onlyvisible --class kzref | tail -1)
name=$(DISPLAY=$display xdotool getwindowname "$id")
DISPLAY=$display xdotool windowfocus --sync "$id" key ctrl+k type --delay 30 "crime"
DISPLAY=$display xdotool key Return
sleep 2
page=$(DISPLAY=$display xdotool getwindowname "$id")
DISPLAY=$display xdotool key ctrl+q
wait "$window" || bad "the window ended with $?"
good "a window called '$name', then '$page', closed with 0"
[ ! -s "$root/tmp/said" ] || { echo "  it said:"; cat "$root/tmp/said"; }

cp -a "$root/opt/kzref" "$root/tmp/lacking"
rm "$root/tmp/lacking/_internal/libEGL.so.1"
said=$(inside /tmp/lacking/kzref 2>&1) && bad "a window without libEGL"
good "with a library missing: $said"
inside /tmp/lacking/kzref search crime >/dev/null || bad "kzref search without libEGL"
good "kzref search does without it"
rm -rf "$root/tmp/lacking"
cp -a "$root/opt/kzref" "$root/tmp/lacking"
rm "$root/tmp/lacking/_internal/libxcb-cursor.so.0"
said=$(inside /tmp/lacking/kzref 2>&1) && bad "a window without xcb-cursor"
good "with one of the display's missing: $said"
rm -rf "$root/tmp/lacking"

#!/bin/sh
# Proves that the bundle in dist/ needs no network and opens no socket but the display's. As root, with Xvfb, xdotool,
# strace and unshare:
#
#     packaging/prove/offline.sh
set -eu
cd "$(dirname -- "$0")/../.."
kzref=$PWD/dist/kzref/kzref
home=$(mktemp -d)
number=$((100 + $$ % 800))
Xvfb ":$number" -screen 0 1300x880x24 -nolisten tcp -ac >/dev/null 2>&1 &
server=$!
trap 'kill $server; rm -rf "$home"' EXIT
sleep 1
export DISPLAY=":$number"

use() { # COMMAND...: opens the window by it, searches, opens a page, prints nothing, closes
    env -i HOME="$home" PATH=/usr/bin:/bin LANG=C.UTF-8 DISPLAY="$DISPLAY" "$@" &
    window=$!
    id=$(timeout 30 xdotool search --sync --onlyvisible --class kzref | tail -1)
    xdotool windowfocus --sync "$id" key ctrl+k type --delay 30 "crime"
    xdotool key Return
    sleep 2
    case $(xdotool getwindowname "$id") in *–*) ;; *) echo "BAD: no page was opened" >&2; exit 1 ;; esac
    xdotool key ctrl+q
    wait "$window"
}

echo "In a network namespace without interfaces:"
unshare -n sh -c 'cat /proc/net/dev | tail -n +3 | cut -d: -f1' | sed 's/^/  interface (down): /'
use unshare -n "$kzref"
unshare -n "$kzref" search crime >/dev/null
echo "  good: window and commands"

echo "Sockets of the window and its threads (strace):"
use strace -f -qq -e trace=socket,connect -o "$home/calls" "$kzref"
sed -E 's/^[0-9]+ +/  /' "$home/calls" | sort | uniq -c
if grep -q 'AF_INET\|AF_NETLINK\|AF_PACKET' "$home/calls"; then echo "BAD: a socket of the network" >&2; exit 1; fi
if grep connect "$home/calls" | grep -vq "X11-unix/X$number"; then echo "BAD: another socket" >&2; exit 1; fi
echo "  good: the display's alone"

echo "Sockets of the commands:"
for command in "search crime" "show crime" verify "print crime -o $home/out.pdf"; do
    # shellcheck disable=SC2086  # a command and its arguments
    strace -f -qq -e trace=socket,connect -o "$home/calls" "$kzref" $command >/dev/null
    if [ -s "$home/calls" ]; then echo "BAD: kzref $command opened one" >&2; exit 1; fi
    echo "  good: kzref $command opens none"
done

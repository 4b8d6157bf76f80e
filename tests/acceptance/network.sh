#!/usr/bin/env bash
# Runs the tests of the command under strace and lists every socket that was opened: none, PostGIS apart.
# usage: network.sh TEST_PROGRAM [CATCH_FILTER]
set -euo pipefail
log=$(mktemp)
trap 'rm -f "$log"' EXIT
strace -f -qq -e trace=network -o "$log" "$1" "${2:-[cli]~[sandbox]}" > /dev/null
# sendfile copies a file to a file where no socket was opened.
ours='--- SIG|\+\+\+ |sendfile\('
calls=$(grep -cvE -e "$ours" "$log" || true)
grep -vE -e "$ours" "$log" | head -20 || true
echo "$calls network calls"
[ "$calls" -eq 0 ]

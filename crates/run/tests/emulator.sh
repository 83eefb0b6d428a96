#!/bin/sh
# Stands in for an emulator: gives the answers it was handed, whatever is asked, and keeps what is asked.
#
#   answers=FILE   the bytes to give
#   requests=FILE  where to keep what comes in; without it the emulator ends at once, with a complaint
requests=
for argument in "$@"; do
    case $argument in
    answers=*) cat "${argument#answers=}" ;;
    requests=*) requests=${argument#requests=} ;;
    esac
done
if [ -z "$requests" ]; then
    echo "no such machine" >&2
    exit 3
fi
# The answers stay open: an emulator that has nothing to say is silent, not gone.
exec cat 3>&1 >"$requests"

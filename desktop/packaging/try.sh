#!/usr/bin/env bash
# Open the window on the sample story; where there is no display, print the comparison of its reports.
here=$(dirname "${BASH_SOURCE[0]}")
source "$here/prepare.sh" window
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec .venv/bin/parallax --sample "$@"
fi
echo "parallax: no display, so here is the comparison in words" >&2
exec .venv/bin/parallax compare resources/samples/*.txt "$@"

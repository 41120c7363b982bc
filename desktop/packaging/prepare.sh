# Sourced by try.sh and test.sh: makes .venv with the program in it, and installs what is missing, saying so.
# $1 is "window" (what the program needs) or "tests" (that, and what the tests need).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

# Qt's own libraries, then what the tests use: a display, a window manager, mouse and keys, a bus, validators.
packages="python3 python3-venv libegl1 libgl1 libfontconfig1 libdbus-1-3 libglib2.0-0 libxkbcommon-x11-0 libxcb-cursor0
libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 fonts-dejavu-core"
if [ "$1" = tests ]; then
    packages="$packages xvfb openbox xdotool xclip x11-utils pcmanfm dbus dbus-x11 at-spi2-core python3-pyatspi
    desktop-file-utils appstream shared-mime-info"
fi

missing() {
    command -v dpkg-query >/dev/null || return 0
    for package in $packages; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed$' || echo "$package"
    done
}

absent=$(missing | tr '\n' ' ')
if [ -n "$absent" ]; then
    as_root=
    [ "$(id -u)" = 0 ] || as_root=sudo
    if [ -n "$as_root" ] && ! command -v sudo >/dev/null; then
        echo "parallax: as root, first: apt-get install -y $absent" >&2
        exit 2
    fi
    echo "parallax: installing from Debian: $absent"
    $as_root apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $absent >/dev/null
fi

python=
for candidate in python3 python3.11 python3.12 python3.13; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { echo "parallax: Python 3.11 or newer with its venv module is needed" >&2; exit 2; }

if [ ! -x .venv/bin/python ]; then
    echo "parallax: making .venv with $("$python" --version)"
    "$python" -m venv .venv
fi
wanted="$1 $(sha256sum pyproject.toml)"
if [ "$(cat .venv/prepared 2>/dev/null)" != "$wanted" ]; then
    echo "parallax: installing the program and its libraries into .venv (some 600 MB; minutes on a slow line)"
    if [ "$1" = tests ]; then extra='[dev]'; else extra=; fi
    .venv/bin/python -m pip install -q --disable-pip-version-check "hatchling>=1.25" "editables>=0.5"
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation -e ".$extra"
    echo "$wanted" >.venv/prepared
fi

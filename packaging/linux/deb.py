"""Makes the Debian package from the bundle: `deb.py BUNDLE FOLDER`, with packaging/bundle on the path of Python."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from choice import PROGRAMS, version
from libraries import Needs, needs_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAME = "gridplus-desk"
HOME = Path("opt/gridplus/desk")
DOCUMENTS = Path("usr/share/doc") / NAME
RECOMMENDED = ("fonts-noto-cjk", "fonts-liberation2 | fonts-liberation", "fonts-lxgw-wenkai", "xdg-utils")
SUGGESTED = ("gnome-keyring | kwalletmanager", "ibus | fcitx5", "pulseaudio-utils | alsa-utils", "cups-client")
FROM_THE_SYSTEM = ("libssl3", "libffi8", "libsqlite3-0", "liblzma5", "libbz2-1.0", "libuuid1")
LICENCE_FILE = re.compile(r"(^|/)(licen[cs]es?/|(licen[cs]e|copying|notice|authors)[^/]*$)", re.IGNORECASE)


def control(needs: Needs, *, kilobytes: int, architecture: str) -> str:
    """The package's own words about itself."""
    depends = [f"libc6 (>= {needs.glibc})", *needs.packages]
    return "\n".join((
        f"Package: {NAME}",
        f"Version: {version()}",
        f"Architecture: {architecture}",
        "Maintainer: GridPlus maintainers <gridplus@localhost>",
        "Section: misc",
        "Priority: optional",
        f"Installed-Size: {kilobytes}",
        f"Depends: {', '.join(depends)}",
        f"Recommends: {', '.join(RECOMMENDED)}",
        f"Suggests: {', '.join(SUGGESTED)}",
        "Description: 网格+ 片区值守台 (duty desk of an area operations sub-centre)",
        " The window and the command line of the desk (gridplus), and the central server",
        " that it syncs with (gridplus-central), in one folder with all they stand on.",
        " .",
        " 片区城运分中心的值守台（gridplus）与城运中心服务（gridplus-central）。",
        "",
    ))  # fmt: skip


def ours() -> list[str]:
    """The names of all distributions that the two programs stand on, without those for development."""
    found: set[str] = set()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [*project["dependencies"], *project["optional-dependencies"]["central"]]
    while waiting:
        asked = waiting.pop()
        name = re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; (]", asked, maxsplit=1)[0]).lower()
        try:
            told = distribution(name)
        except PackageNotFoundError:  # for another system
            continue
        if name not in found:
            found.add(name)
            waiting += [need for need in told.requires or () if _holds(need)]
    return sorted(found - {NAME})


def _holds(need: str) -> bool:
    marked = re.search(r"extra == ['\"]([^'\"]+)['\"]", need)
    return marked is None or marked.group(1) in ("binary", "zstd")


def licences(folder: Path) -> None:
    """The texts that each distribution brings, Python's own, and those of the libraries that come from the system."""
    texts = {NAME: [ROOT / "LICENSE"], "python": [Path(os.__file__).parent / "LICENSE.txt"]}
    for name in ours():
        told = distribution(name)
        texts[name] = [Path(str(told.locate_file(file))) for file in told.files or () if LICENCE_FILE.search(str(file))]
    for package in FROM_THE_SYSTEM:
        texts[package] = [Path("/usr/share/doc") / package / "copyright"]
    for name, files in texts.items():
        for place, file in _places(file for file in files if file.is_file() and file.suffix not in (".py", ".pyc")):
            target = folder / name / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def _places(files: Iterable[Path]) -> Iterable[tuple[str, Path]]:
    """A name for each text: its own, or numbered where there are several of it."""
    seen: dict[str, int] = {}
    for file in sorted(files):
        seen[file.name] = number = seen.get(file.name, 0) + 1
        yield (file.name if number == 1 else f"{file.stem}-{number}{file.suffix}"), file


def lay_out(bundle: Path, icons: Path, root: Path) -> None:
    """All files of the package below `root`, as they will lie on a desk."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(bundle, root / HOME, symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    for program in PROGRAMS:
        (root / "usr/bin" / program).symlink_to(Path("/") / HOME / program)
    shutil.copytree(icons, root / "usr/share/icons/hicolor")
    _copy(HERE / "gridplus.svg", root / "usr/share/icons/hicolor/scalable/apps/gridplus.svg")
    _copy(HERE / "gridplus.desktop", root / "usr/share/applications/gridplus.desktop")
    for name in ("README.md", "README.zh-CN.md", "THIRD-PARTY.md"):
        _copy(ROOT / name, root / DOCUMENTS / name)
    _copy(HERE / "copyright.txt", root / DOCUMENTS / "copyright")
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (root / DOCUMENTS / "changelog.gz").write_bytes(gzip.compress(changes, mtime=0))
    licences(root / DOCUMENTS / "licences")


def _copy(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)


def set_modes(root: Path) -> None:
    """Nobody but the system may write, everybody may read, and what was a program stays one, whatever mask the maker has."""
    for file in [root, *root.rglob("*")]:
        if not file.is_symlink():
            program = file.is_dir() or file.stat().st_mode & 0o100
            file.chmod(0o755 if program else 0o644)


def describe(root: Path, needs: Needs, architecture: str) -> None:
    """The folder with what dpkg reads: control, sums, and the question before unpacking."""
    files = sorted(file for file in root.rglob("*") if file.is_file() and not file.is_symlink())
    kilobytes = sum(-(-file.stat().st_size // 1024) for file in files)
    sums = [f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(root)}\n" for file in files]
    told = root / "DEBIAN"
    told.mkdir()
    (told / "control").write_text(control(needs, kilobytes=kilobytes, architecture=architecture), encoding="utf-8")
    (told / "md5sums").write_text("".join(sums), encoding="utf-8")
    asks = told / "preinst"
    asks.write_text((HERE / "preinst").read_text(encoding="utf-8").replace("@GLIBC@", needs.glibc), encoding="utf-8")
    set_modes(told)
    asks.chmod(0o755)


def build(bundle: Path, icons: Path, folder: Path) -> Path:
    """The package in the folder, from the bundle and its icons."""
    tool = shutil.which("dpkg-deb") or sys.exit("dpkg-deb is missing: install dpkg")
    architecture = subprocess.run([tool.removesuffix("-deb"), "--print-architecture"], capture_output=True, text=True, check=True)
    named = architecture.stdout.strip()
    root = ROOT / "build" / "package" / "root"
    lay_out(bundle, icons, root)
    set_modes(root)
    describe(root, needs_of(bundle), named)
    made = folder / f"{NAME}_{version()}_{named}.deb"
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [tool, "--root-owner-group", "-Zxz", "-z2", "--build", str(root), str(made)], check=True, stdout=subprocess.DEVNULL
    )
    return made


if __name__ == "__main__":
    package = build(Path(sys.argv[1]), ROOT / "build" / "package" / "icons", Path(sys.argv[2]))
    sys.stdout.write(f"{package}: {package.stat().st_size / 1e6:.0f} MB\n")

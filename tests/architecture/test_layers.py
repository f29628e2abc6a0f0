"""Every module of the program stands in a layer, so that the import contracts leave none out."""

from __future__ import annotations

import tomllib

from tests.architecture.test_house_rules import ROOT


def layered() -> set[str]:
    """The modules that the contract of layers names."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {name.strip() for layer in layers for name in layer.split("|")}


def test_every_module_of_the_program_has_its_layer() -> None:
    parts = {path.stem for path in (ROOT / "app").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert layered() == {f"app.{part}" for part in parts - {"__init__"}} | {"ui", "services"}


def test_no_contract_has_an_exception() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    excused = [contract["name"] for contract in told["contracts"] if "ignore_imports" in contract]
    assert excused == []
    assert "exclude_type_checking_imports" not in told

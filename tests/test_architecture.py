"""Which package may import which: the picture in docs/architecture.md, held by a test."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT: dict[str, set[str]] = {
    "cleaning": set(),
    "storage": {"cleaning"},
    "engine": {"cleaning", "storage"},
    "crawler": {"cleaning", "storage", "engine"},
    "review": {"cleaning", "storage", "engine", "export"},
    "export": {"cleaning", "storage", "engine"},
    "training": {"cleaning"},
    "commands": {"cleaning", "storage", "engine", "crawler", "review", "export", "training"},
    "copydesk": {"commands", "cleaning"},
    "examples": {"cleaning", "storage", "engine", "crawler", "export", "commands", "copydesk"},
    "bench": {"cleaning", "storage", "engine", "crawler", "examples", "export", "commands", "training"},
}
"""Package -> packages of ours that it may import, itself aside."""

IMPURE = {"socket", "http", "urllib.request", "sqlite3", "sqlalchemy", "random", "time", "subprocess", "threading"}
"""What `cleaning` may not touch: network, database, clock, chance, processes."""


def modules(package: str) -> list[Path]:
    single = ROOT / f"{package}.py"
    return [single] if single.is_file() else sorted((ROOT / package).rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_point_one_way(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package}
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(package)
        for name in imports(path)
        if name.split(".")[0] in MAY_IMPORT and name.split(".")[0] not in allowed
    }
    assert modules(package), f"no module in {package}"
    assert not wrong


def test_cleaning_is_pure() -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("cleaning")
        for name in imports(path)
        if name in IMPURE or name.split(".")[0] in IMPURE
    }
    assert not wrong


def test_every_package_is_in_the_table() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"copydesk"}
    assert packages == set(MAY_IMPORT)


def test_no_package_hides_one_of_the_standard_library() -> None:
    assert not set(MAY_IMPORT) & set(sys.stdlib_module_names)

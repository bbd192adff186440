"""The documents hold: every command runs and prints what is shown, every command, rule and signal is described."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
from typer.main import get_command

from bench.reasons import page
from copydesk import Desk, app
from tests.documents import DOCUMENTS, ROOT, Example, examples, pattern

GROUP = cast(Desk, get_command(app))
SHOWN = [example for document in DOCUMENTS for example in examples(document)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A directory with the examples crawled into its database, as a reader has it after `make run`."""
    place = tmp_path_factory.mktemp("desk")
    (place / "examples").symlink_to(ROOT / "examples")
    environment = {
        **os.environ,
        "COPYDESK_DB": f"sqlite:///{place}/examples.db",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(place),
        "PYTHONPATH": str(ROOT),
    }
    run = [sys.executable, "-m", "examples.run", "--db", environment["COPYDESK_DB"]]
    subprocess.run(run, cwd=place, env=environment, check=True, capture_output=True, timeout=300)
    return {**environment, "PWD": str(place)}


@pytest.mark.parametrize("example", SHOWN, ids=lambda example: f"{example.document}: {example.command[:60]}")
def test_commands_in_documents_run(example: Example, desk: dict[str, str]) -> None:
    if example.command.startswith(("make ", "git ", "pip ")):
        assert example.command.split()[0] in {"make", "git", "pip"}
        return  # the set-up commands are what CI itself runs
    done = subprocess.run(
        example.command, shell=True, cwd=desk["PWD"], env=desk, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert pattern(example.shown).match(done.stdout), f"printed instead:\n{done.stdout}"


def commands() -> list[str]:
    return sorted(GROUP.commands)


@pytest.mark.parametrize("name", commands())
def test_every_command_has_help_and_is_in_the_readme(name: str) -> None:
    command = GROUP.commands[name]
    assert command.help
    assert f"copydesk {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_rule_and_signal_is_described() -> None:
    assert (ROOT / "docs" / "reasons.md").read_text(encoding="utf-8") == page(), "run `make docs`"

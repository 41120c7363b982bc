"""Every package that Parallax is installed with is listed with its licence."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from parallax.paths import resource

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_each_dependency_is_listed_with_its_licence(requirement: str) -> None:
    name = re.split(r"[<>=!~ ;\[]", requirement)[0]
    rows = resource("licences", "README.md").read_text(encoding="utf-8").splitlines()
    assert any(row.startswith(f"| {name} | ") for row in rows), name


def test_the_licence_of_the_project_is_the_one_whose_text_is_kept() -> None:
    assert PROJECT["license"] == "MIT"
    assert resource("licences", "MIT.txt").read_text(encoding="utf-8").startswith("MIT License\n")

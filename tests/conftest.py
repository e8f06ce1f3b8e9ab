"""What every room's tests share: golden files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable


CI = (
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITLAB_CI",
    "BITBUCKET_BUILD_NUMBER",
    "TF_BUILD",
    "JENKINS_URL",
)
"""What a runner sets, and what would change our output: tests set it where they mean it."""


def pytest_configure(config: pytest.Config) -> None:
    for name in CI:
        os.environ.pop(name, None)


settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
if os.environ.get("CI"):  # a gate gives the same answer twice; other runs search on
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str], Callable[[str], None]]:
    """``golden(name)(text)`` compares with ``golden/<name>`` beside the test; or writes it."""
    folder = os.path.join(os.path.dirname(str(request.path)), "golden")
    anew = bool(request.config.getoption("--golden"))

    def named(name: str) -> Callable[[str], None]:
        def compare(text: str) -> None:
            path = os.path.join(folder, name)
            if anew:
                os.makedirs(folder, exist_ok=True)
                with open(path, "w", encoding="utf-8", newline="") as file:
                    file.write(text)
            with open(path, encoding="utf-8", newline="") as file:
                assert text == file.read(), f"{name} has changed; `make golden` writes it anew"

        return compare

    return named

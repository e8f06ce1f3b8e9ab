"""The outputs: each format is one file with one function of the report."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.report import Report

    Renderer = Callable[[Report, int, bool], str]


def plain(report: Report, width: int, colour: bool) -> str:
    """Return text for pipes and logs: one block per finding, then the diagnosis."""
    from govlint.render.plain import render

    return render(report, width, colour)


def terminal(report: Report, width: int, colour: bool) -> str:
    """Return text for a person: frames of source, the ten questions, the verdict."""
    from govlint.render.terminal import render

    return render(report, width, colour)


def json(report: Report, width: int, colour: bool) -> str:
    """Return the JSON contract, ``schemas/report.v1.schema.json``."""
    from govlint.render.as_json import render

    return render(report, width, colour)


def markdown(report: Report, width: int, colour: bool) -> str:
    """Return the whole report as Markdown."""
    from govlint.render.as_markdown import render

    return render(report, width, colour)


def github(report: Report, width: int, colour: bool) -> str:
    """Return annotations for the log of GitHub Actions."""
    from govlint.render.github import render

    return render(report, width, colour)


def github_summary(report: Report, width: int, colour: bool) -> str:
    """Return the job summary of GitHub Actions."""
    from govlint.render.github_summary import render

    return render(report, width, colour)


def gitlab(report: Report, width: int, colour: bool) -> str:
    """Return GitLab's Code Quality report."""
    from govlint.render.gitlab import render

    return render(report, width, colour)


def azure(report: Report, width: int, colour: bool) -> str:
    """Return issues for the log of an Azure pipeline."""
    from govlint.render.azure import render

    return render(report, width, colour)


def sarif(report: Report, width: int, colour: bool) -> str:
    """Return SARIF 2.1.0, for code scanning."""
    from govlint.render.sarif import render

    return render(report, width, colour)


def junit(report: Report, width: int, colour: bool) -> str:
    """Return JUnit XML, for the test report of any CI."""
    from govlint.render.junit import render

    return render(report, width, colour)


def rdjson(report: Report, width: int, colour: bool) -> str:
    """Return reviewdog's diagnostics."""
    from govlint.render.rdjson import render

    return render(report, width, colour)


FORMATS: dict[str, Renderer] = {
    "terminal": terminal,
    "plain": plain,
    "json": json,
    "markdown": markdown,
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "github-summary": github_summary,
    "gitlab": gitlab,
    "azure": azure,
    "rdjson": rdjson,
}
"""What ``--format`` takes. Each returns text that ends with a line end, or nothing at all."""

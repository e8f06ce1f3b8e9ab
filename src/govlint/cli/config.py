"""``govlint config``: each setting, its value, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint import config, discovery, policy
from govlint.cli import OK, write
from govlint.cli.arguments import Parser, formatter
from govlint.text import inert, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govlint.config import Config
    from govlint.model import Path

_EPILOG = """\
Settings stand in .govlint.yaml, or in [tool.govlint] of pyproject.toml:

  schema: govlint-config/v1
  fail_on: warning
  severity: {rollback/rehearsed: error, adoption/measured: off}
  limits: {rehearsal: P90D}
"""


def run(arguments: Sequence[str]) -> int:
    """Print the settings of a repository."""
    options = parser().parse_args(arguments)
    place = discovery.places((options.path,))[0]
    settings = config.load(place.snapshot)
    config.check_names(settings, policy.builtin().ids)
    write(inert("".join(f"{line}\n" for line in _lines(settings))))
    return OK


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        prog="govlint config",
        description="Print each setting of a repository and where it comes from.",
        epilog=_EPILOG,
        formatter_class=formatter,
    )
    made.add_argument("path", nargs="?", default=".", metavar="PATH", help="default: here")
    return made


def _lines(settings: Config) -> Iterator[str]:
    rows = list(_rows(settings))
    name_width = max(len(name) for name, _, _ in rows)
    value_width = min(max(len(value) for _, value, _ in rows), 40)
    for name, value, origin in rows:
        yield f"{name:<{name_width}}  {value:<{value_width}}  {origin}".rstrip()


def _rows(settings: Config) -> Iterator[tuple[str, str, str]]:
    yield "fail_on", settings.fail_on, _origin(settings, ("fail_on",))
    names = settings.declarations or discovery.NAMES
    yield "declarations", _joined(names), _origin(settings, ("declarations",))
    yield "policies", _joined(settings.policies), _origin(settings, ("policies",))
    yield "bots", _joined(settings.bots), _origin(settings, ("bots",))
    for name, value in {**policy.builtin().limits, **settings.limits}.items():
        yield f"limits.{name}", visible(f"{value}"), _origin(settings, ("limits", name))
    for name, severity in settings.severity.items():
        yield f"severity.{name}", severity, _origin(settings, ("severity", name))


def _joined(values: Sequence[str]) -> str:
    return visible(", ".join(values)) or "none"


def _origin(settings: Config, path: Path) -> str:
    span = settings.origins.get(path)
    return f"{visible(span.path)}:{span.line}" if span else "default"

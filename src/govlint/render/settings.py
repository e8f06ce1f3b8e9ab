"""The text of ``govlint config``: each setting and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.text import number, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govlint.config import Config
    from govlint.model import Path


def render(config: Config, limits: Mapping[str, str | float]) -> str:
    """Return one line for each setting: its name, its value, and its place or ``default``.

    ``limits`` are those that a run really uses, the built-in ones included.
    """
    rows: list[tuple[Path, str]] = [
        (("fail_on",), config.fail_on),
        (("declarations",), ", ".join(config.declarations)),
        (("policies",), ", ".join(config.policies)),
        (("bots",), ", ".join(config.bots)),
    ]
    rows += [(("limits", name), _value(value)) for name, value in limits.items()]
    rows += [(("severity", policy), value) for policy, value in sorted(config.severity.items())]
    names = [".".join(map(str, path)) for path, _ in rows]
    values = [visible(value) or "(none)" for _, value in rows]
    return "".join(
        f"{visible(name):<{_width(names)}}  {value:<{_width(values)}}  {_origin(config, path)}\n"
        for name, value, (path, _) in zip(names, values, rows, strict=True)
    )


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)


def _width(texts: list[str]) -> int:
    return min(40, max(map(len, texts)))


def _origin(config: Config, path: Path) -> str:
    span = config.origins.get(path)
    return f"{visible(span.path)}:{span.line}:{span.column}" if span else "default"

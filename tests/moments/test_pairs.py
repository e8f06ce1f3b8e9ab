"""Which declaration of the head is which of the base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from declarations import DECLARATION, NAME, TODAY, edited

from govlint.difference import declarations, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govlint.difference import Pair

OTHER = DECLARATION.replace("candidate-ranker", "triage")
WEAKER = edited(("minimum: 0.62", "minimum: 0.5"))


class Files:
    """A snapshot of texts."""

    name = "texts"

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files

    def read(self, path: str, limit: int = 1 << 24) -> bytes | None:
        return self.files[path].encode()[:limit] if path in self.files else None

    def kind(self, path: str) -> str | None:
        return "file" if path in self.files else None

    def real(self, path: str) -> str:
        return path

    def list(self, folder: str = "") -> Iterator[str]:
        return (path for path in self.files if path.startswith(folder))


def told(found: list[Pair]) -> list[tuple[str, str, list[str]]]:
    return [
        (each.comparison.before, each.comparison.after, [c.kind for c in each.comparison.changes])
        for each in found
    ]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ({NAME: DECLARATION}, {NAME: DECLARATION}, [(NAME, NAME, [])]),
        ({NAME: DECLARATION}, {NAME: WEAKER}, [(NAME, NAME, ["weaker"])]),
        ({}, {NAME: DECLARATION}, [("", NAME, ["stronger"])]),
        ({NAME: DECLARATION}, {}, [(NAME, "", ["weaker"])]),
        # moved to another folder, and weakened on the way
        ({NAME: DECLARATION}, {f"ml/{NAME}": WEAKER}, [(NAME, f"ml/{NAME}", ["weaker"])]),
        # the path tells first, whatever became of the id
        ({NAME: DECLARATION}, {NAME: OTHER}, [(NAME, NAME, ["neutral"])]),
        # one of several is gone
        (
            {f"a/{NAME}": DECLARATION, f"b/{NAME}": OTHER},
            {f"b/{NAME}": OTHER},
            [(f"b/{NAME}", f"b/{NAME}", []), (f"a/{NAME}", "", ["weaker"])],
        ),
        # two that have the same id: nobody knows which of them moved
        (
            {f"a/{NAME}": DECLARATION, f"b/{NAME}": DECLARATION},
            {f"c/{NAME}": DECLARATION},
            [
                ("", f"c/{NAME}", ["stronger"]),
                (f"a/{NAME}", "", ["weaker"]),
                (f"b/{NAME}", "", ["weaker"]),
            ],
        ),
        (
            {NAME: "{}"},
            {f"a/{NAME}": "{}"},
            [("", f"a/{NAME}", ["stronger"]), (NAME, "", ["weaker"])],
        ),
        ({"README.md": "x"}, {"other.yaml": DECLARATION}, []),
    ],
)
def test_pairs(
    before: dict[str, str], after: dict[str, str], wanted: list[tuple[str, str, list[str]]]
) -> None:
    assert told(pairs(Files(before), Files(after), (), TODAY)) == wanted  # type: ignore[arg-type]


def test_globs_of_the_configuration() -> None:
    files = Files(
        {"gov/one.yaml": DECLARATION, NAME: DECLARATION, "gov/deep/two.yaml": DECLARATION}
    )
    assert declarations(files, ["gov/**"]) == ["gov/deep/two.yaml", "gov/one.yaml"]  # type: ignore[arg-type]
    assert declarations(files, ()) == [NAME]  # type: ignore[arg-type]

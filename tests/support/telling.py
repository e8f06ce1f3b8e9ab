"""What the fixture ``tell`` is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from govlint.model import Fact


class Rooted(Protocol):
    """A repository: all that is asked of it is where it stands."""

    root: str


class Tell(Protocol):
    """``tell(made)``: the fact ``history`` of one declaration."""

    def __call__(
        self,
        made: Rooted,
        path: str = "ai-governance.yaml",
        moment: str = "working tree",
        **more: Any,
    ) -> Fact: ...

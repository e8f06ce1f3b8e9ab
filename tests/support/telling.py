"""What the fixture ``tell`` is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from repositories import History

    from govlint.model import Fact


class Tell(Protocol):
    """``tell(made)``: the fact ``history`` of one declaration."""

    def __call__(
        self,
        made: History,
        path: str = "ai-governance.yaml",
        moment: str = "working tree",
        **more: Any,
    ) -> Fact: ...

"""From the parser's complaint to the author's mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.source import colons, flows, indents, lines, runaway, values

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.source.scene import Scene, Slip

    Recogniser = Callable[[Scene], Slip | None]


def understood(scene: Scene) -> Slip | None:
    """The mistake behind the complaint, or None if it cannot even be left out."""
    for words, recognisers in _TABLE:
        if words in scene.problem:
            found = (recognise(scene) for recognise in (*_ANYWHERE, *recognisers, left_out))
            return next((slip for slip in found if slip), None)
    return left_out(scene)


def left_out(scene: Scene) -> Slip | None:
    """The last resort: a line that cannot be read, and so is not."""
    return lines.left_out(scene)


_ANYWHERE: tuple[Recogniser, ...] = (lines.conflict, lines.fence, runaway.quote)
_TABLE: tuple[tuple[str, tuple[Recogniser, ...]], ...] = (
    ("cannot start any token", (indents.tab, indents.tab_after_dash, values.sign)),
    ("tab character", (indents.tab,)),
    ("alphabetic or numeric character", (values.sign,)),
    ("comment or line break", (values.sign,)),
    ("indentation indicator", (values.sign,)),
    ("did not find expected key", (values.after_value, lines.out_of_place, indents.indentation)),
    ("expected '-' indicator", (values.after_value, colons.glued, indents.key_among_items)),
    (
        "mapping values are not allowed",
        (colons.glued, values.second_colon, indents.too_deep, colons.no_colon),
    ),
    ("sequence entries are not allowed", (values.list_on_the_key_s_line,)),
    ("mapping keys are not allowed", (values.sign,)),
    ("could not find expected ':'", (colons.no_colon,)),
    ("unexpected end of stream", (values.unclosed_quote,)),
    ("unexpected document indicator", (values.unclosed_quote,)),
    ("escape character", (values.backslash,)),
    ("hexdecimal number", (values.backslash,)),
    ("escape code", (values.backslash,)),
    ("expected ',' or", (flows.separator,)),
    ("expected node content", (flows.content,)),
    ("directive", (lines.directive,)),
    ("incompatible YAML document", (lines.directive,)),
    ("tag", (values.sign,)),
    ("URI", (values.sign,)),
    ("<document start>", (values.after_value, indents.root_indentation)),
    ("runaway", (values.unclosed_quote,)),
    ("second document", (lines.second_document,)),
    ("unspaced", (colons.no_colon,)),
    ("hard space", (lines.hard_space,)),
    ("head", (indents.head,)),
    ("control characters", (lines.control,)),
    ("sign", (values.sign,)),
    ("braces", (values.braces,)),
)
"""Parts of the parser's words (and of our reader's), and what may be behind each."""

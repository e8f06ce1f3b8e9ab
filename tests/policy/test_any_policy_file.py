"""Whatever a policy file holds, loading it ends in policies and mistakes with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from govlint.policy import loading

if TYPE_CHECKING:
    from govlint.policy.loading import Loaded

GOOD = """\
family: own
policies:
  - id: good
    title: There is a way back
    severity: {production: warning}
    each: [doc.rollback, "doc.data.sources[*]"]
    when: has(it.runbook) && age(doc.system.production_since) > 3.0
    require: doc.data.sources.all(s, s.name != '')
    at: runbook
    message: "{it.runbook} is {{not}} there."
"""
SIGNS = st.text(alphabet="abit.[]*(){}'\"\\&|=<>!?:, \n\t{}0é\x00\ud800", max_size=40)
EXPRESSIONS = st.one_of(SIGNS, st.text(max_size=20))


def load(text: str) -> Loaded:
    content = text.encode("utf-8", "surrogatepass")
    loaded = loading.load([("own.yaml", content)], loading.check_here)
    for error in loaded.broken:
        assert error.message
        assert error.span is not None
        assert 1 <= error.span.line <= text.count("\n") + 2
        assert error.span.column >= 1
    return loaded


@given(EXPRESSIONS)
@example("'" + "a" * 5000 + "'")
@example("\\")
@settings(max_examples=300, deadline=None)
def test_any_text_for_an_expression(text: str) -> None:
    written = text.replace("'", "''").replace("\n", " ")
    load(GOOD.replace("has(it.runbook) && age(doc.system.production_since) > 3.0", f"'{written}'"))


@given(EXPRESSIONS)
@settings(max_examples=300, deadline=None)
def test_any_text_for_a_template(text: str) -> None:
    written = text.replace("'", "''").replace("\n", " ")
    load(GOOD.replace('"{it.runbook} is {{not}} there."', f"'{written}'"))


@given(st.integers(0, len(GOOD)), st.integers(0, 6), SIGNS)
@settings(max_examples=300, deadline=None)
def test_a_good_file_with_a_piece_replaced(start: int, length: int, text: str) -> None:
    load(GOOD[:start] + text + GOOD[start + length :])

"""GitLab CI: merge request pipelines, merge trains and branch pipelines.

https://docs.gitlab.com/ci/variables/predefined_variables/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.ci.nouns import Change, is_nothing, need, number, remote

if TYPE_CHECKING:
    from govlint.ci.nouns import Environ, Read

_SYSTEM = "GitLab CI"
_DEEPEN = 'variables: {GIT_DEPTH: "0"}   (of the job)'
_NAME_IT = 'Name the base: govlint check --base "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"'


def change(environ: Environ, _read: Read) -> Change | None:
    """See `govlint.ci.change`."""
    if environ.get("CI_MERGE_REQUEST_IID"):
        return _request(environ)
    if environ.get("CI_EXTERNAL_PULL_REQUEST_IID"):
        return _external(environ)
    if environ.get("CI_PIPELINE_SOURCE") == "push" and environ.get("CI_COMMIT_BRANCH"):
        return _push(environ)
    return None


def _request(environ: Environ) -> Change:
    """A train is judged as it would be merged; anything else by what the request changes."""
    target = environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "")
    checked_out = environ.get("CI_COMMIT_SHA", "")
    train = environ.get("CI_MERGE_REQUEST_EVENT_TYPE") == "merge_train" and target != ""
    if train:
        base, head = target, checked_out
    else:
        base = environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "") or target
        head = environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "") or checked_out
    if not base:
        base = need(environ, "CI_MERGE_REQUEST_DIFF_BASE_SHA", _SYSTEM, _NAME_IT)
    event = "merge queue" if train else "pull request"
    return Change(_SYSTEM, event, base, head, number(environ["CI_MERGE_REQUEST_IID"]), _DEEPEN)


def _external(environ: Environ) -> Change:
    """A pull request of another forge, which GitLab builds."""
    fix = 'Name the base: govlint check --base "origin/$CI_DEFAULT_BRANCH"'
    base = need(environ, "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA", _SYSTEM, fix)
    head = environ.get("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA", "")
    own = number(environ["CI_EXTERNAL_PULL_REQUEST_IID"])
    return Change(_SYSTEM, "pull request", base, head, own, _DEEPEN)


def _push(environ: Environ) -> Change | None:
    before = environ.get("CI_COMMIT_BEFORE_SHA", "")
    main, branch = environ.get("CI_DEFAULT_BRANCH", ""), environ["CI_COMMIT_BRANCH"]
    fallback = remote(main) if main and main != branch else ""
    base = fallback if is_nothing(before) else before
    if not base:
        return None
    head = environ.get("CI_COMMIT_SHA", "")
    return Change(_SYSTEM, "push", base, head, None, _DEEPEN, fallback)

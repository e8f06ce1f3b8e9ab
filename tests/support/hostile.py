"""Texts that try to act on whoever reads an output, and a report in which every text is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govlint.comparison import Approval, Change, Comparison, Person
from govlint.model import Check, Finding, Policy, Related, Span, Unavailable, Waiver
from govlint.report import Against, Answer, Declaration, Group, Report, Summary

if TYPE_CHECKING:
    from govlint.model import Outcome, State

HOSTILE = {
    "ansi": "\x1b[31mred\x1b[0m\x1b[2J",
    "ansi of one byte": "\x9b31mred",
    "window title": "\x1b]0;owned\x07",
    "osc link": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "bidirectional": "user\u202e\u2066 nimda\u2069",
    "zero width": "ad\u200bmin\u2060\ufeff",
    "tags": "hi\U000e0041\U000e0042",
    "lone surrogates": "a\ud800b\udc80c",
    "nul": "a\x00b",
    "not characters": "\ufffe\uffff\U0010ffff\ue000\u0378",
    "returns and line ends": "a\rb\nc\r\nd\x85e\u2028f\u2029g\x0bh\x0ci",
    "100 kB": "x" * 100_000,
    "100 kB of words": "as it was " * 10_000,
    "many lines": "::error::\n" * 10_000,
    "spaces": " " * 5_000,
    "edges": "  a  ",
    "tabs": "\t\ta",
    "backspaces": "error\x08\x08\x08\x08\x08clear",
    "nothing": "",
    "mention": "@octocat and @acme/ml-platform, mail@example.com",
    "mention after code": "`@octocat` @acme/team `",
    "mention in quotes": '"@octocat" said "so" (@acme/team).',
    "issue": "#1 acme/repo#2 GH-3 !4 &5 %6 ~label $7 fixes #8",
    "commit": "deadbeef 0123456789abcdef0123456789abcdef01234567 acme/repo@deadbeef1 defaced",
    "emoji": ":tada: :+1:",
    "formula": "$`x`$ $x$ $$y$$",
    "bare address": "http://evil.example www.evil.example ftp://evil.example/x mailto:a@b.example",
    "link": "[click](https://evil.example) [x][y] [y]: https://evil.example 'z'",
    "link across": "](https://evil.example) [",
    "sarif link": "[click](0) \\[x\\](1) `[y](2)`",
    "placeholder": "{0} {{1}} {",
    "image": "![x](https://evil.example/x.png)",
    "autolink": "<https://evil.example> <a@b.example>",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)><b>x</b>",
    "comment": "<!-- x --> --> <!--",
    "details": "</details><details open><summary>x</summary>",
    "entity": "&lt;b&gt; &#60; &amp;",
    "cdata": "]]> <![CDATA[ <?x ?> <!DOCTYPE x>",
    "pipes": "a | b || c \\| d \\\\| e |",
    "table": "| a | b |\n|---|---|\n| c | d |",
    "back-ticks": "`a` ``b`` ```c``` ` `` ```",
    "run of back-ticks": "x" + "`" * 100 + " @octocat " + "`" * 81,
    "back-tick alone": "`",
    "back-ticks alone": "``` @octocat",
    "fence": "```\n@octocat\n~~~\n@octocat",
    "emphasis": "*a* **b** __c__ ~~d~~ _e_ ***",
    "heading": "# a\n## b\n=====\n-----",
    "lists": "- a\n+ b\n* c\n1. d\n2) e\n- [ ] f",
    "number first": "1986. A year",
    "quote": "> a\n>> b",
    "indented": "    a\n\tb",
    "footnote": "[^1] [^1]: x",
    "quick action": "/close\n/assign @octocat",
    "backslashes": "\\ \\\\ \\x41 \\`x\\` \\@a \\",
    "percent": "% %25 %0A::error::x %AZP25 %3B %5D",
    "github command": "::error file=a,line=1::owned",
    "github commands": " \t::set-output name=x::y\n::stop-commands::pause\n##[group]y",
    "older command": "fine ##[set-env name=PATH]x ###[error]y ####[error]z",
    "azure command": "fine ##vso[task.setvariable variable=x]y ##VSO[x]###vso[y]",
    "separators": "a,b:c;d]e=f",
    "json": '"}],"x":[{"y":"\\"',
    "path": "../../etc/passwd",
    "host": "//evil.example/x",
    "scheme": "javascript:alert(1)",
    "markup": "[bold red]x[/bold red] [link=https://evil.example]y[/link] [/]",
    "broken markup": "[/nothing] [[[ ]]] \\[bold]",
    "right to left": "שלום עולם",
    "wide": "面接官が最初に電話する候補者",
    "combining": "e\u0301\u0301\u0301" * 50,
    "astral": "\U0001f600 \U00020000",
    "words": 'A plain sentence, with "quotes" and `code`, of 180 days.',
}

_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\uf8ff\ufffe\uffff\U000e0000-\U0010ffff]"
)


def unseen(text: str) -> list[str]:
    """The signs in it that do not show, or that act on a screen; a line end is none."""
    return _UNSEEN.findall(text)


def runner_commands(text: str) -> list[str]:
    """What opens a command to a runner in it: ``::`` begins a line, ``##[`` stands anywhere."""
    return re.findall(r"(?mi)^\s*::", text) + older_commands(text)


def older_commands(text: str) -> list[str]:
    """Those of the form that stands anywhere in a line."""
    return re.findall(r"(?i)##(?:vso)?\[", text)


OUTCOMES: tuple[tuple[Outcome, State, bool], ...] = (
    ("fail", "unclear", False),
    ("fail", "contradicted", True),
    ("open", "open", False),
    ("open", "not-checked", False),
    ("pass", "clear", False),
    ("notApplicable", "not-asked", False),
)


def poisoned(text: str) -> Report:
    """A report in which every text is ``text``, with a finding of every kind."""
    span = Span(text, 1, 2, 1, 5)
    elsewhere = Related(Span(f"{text}2", 3, 1, 3, 2), text)
    waiver = Waiver(text, text, text, text, text, span)
    findings = [
        Finding(
            policy=text,
            outcome=outcome,
            severity="error",
            message=text,
            fix=f"{text}\n  {text}\n{text}",
            span=span,
            subject=text,
            question=7,
            state=state,
            fingerprint=text,
            waiver=waiver if waived else None,
            related=(Related(span, text), elsewhere),
        )
        for outcome, state, waived in OUTCOMES
    ]
    declaration = Declaration(
        path=text,
        system=text,
        lifecycle="production",
        headline=text,
        verdict="gaps",
        verdict_text=text,
        questions=tuple(Answer(n, text, "unclear", (text,), text) for n in range(1, 11)),
        groups=(Group(text, 1, 2),),
        stuck=text,
    )
    quiet = declaration._replace(path=f"{text}3", verdict="clear")
    return Report(
        as_of="2026-11-23",
        declarations=(declaration, quiet),
        findings=tuple(findings),
        unavailable={text: Unavailable(text, text)},
        summary=Summary(1, 0, 0, 2, 1),
        sources={text: f"{text}\n{text}"},
        own_policies=(own_policy(text),),
        anchor=text,
        against=against(text, span),
        mended=(text,) * 20,
    )


def against(text: str, span: Span) -> Against:
    """A base and a change of it in which every text is ``text``."""
    value = {text: [text]}
    change = Change((text,), text, text, "weaker", text, text, value, span, span, text)
    approval = Approval(text, (Person(text, text),), (text,), True)
    comparison = Comparison(text, text, f"{text}2", (change,), (approval,))
    gone = comparison._replace(after="", incomparable=text)
    return Against(text, "1a2b3c4d" * 5, "", "", None, (comparison, gone), (text,) * 2)


def own_policy(text: str) -> Policy:
    """A policy of the repository's own in which every text is ``text``."""
    return Policy(
        id=text,
        title=text,
        question=None,
        decides=False,
        presence=False,
        severity=(None, "note", "error", None),
        each=("doc",),
        when="",
        checks=(Check("true", (), "unclear", text, text),),
        not_for=(),
        reads=(),
        facts=(),
        why=text,
        avoid=text,
        prefer=text,
        references=(text,) * 30,
        span=Span(text, 1, 1, 1, 1),
    )

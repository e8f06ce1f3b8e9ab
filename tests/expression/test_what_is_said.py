"""Placeholders, wishes, metrics of liking, drift in general, numbers, links: tables of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govlint.expression import phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from govlint.expression.lexicon import Lexicon

TABLES: dict[str, tuple[str, str]] = {
    "is_placeholder": (
        """
        TBD | tbd | T.B.D | TBC | TODO | FIXME | N/A | n.a. | none | None. | - | -- | ? | ??? | …
        ...
        xxx | XXXX | lorem | Lorem ipsum | changeme | change me | <name> | <your metric here>
        {{ owner }} | [More Information Needed] | [name] | ${OWNER} | to be defined | coming soon
        unknown
        work in progress | not yet | placeholder | your name here | WIP | asdf | n/a
        not applicable
        """,
        """
        Priya Nair | docs/runbook.md | None of the tickets is re-routed | Unknown devices per hour
        0 | 42 | A | no | yes | Test accuracy below 0.8 | See docs/tbd.md | Example App rollback
        Xerxes | 王小明 | [Precision at 10](docs/metric.md) below 0.6 | Later than two days | Todor
        """,
    ),
    "is_wish": (
        """
        Improve efficiency of the hiring process | Increase productivity | Leverage AI | Use AI
        Leverage machine learning to transform the business | Better decisions | Drive innovation
        Enhance customer experience with generative AI | Reduce costs | Save time and effort
        Optimise processes | Unlock value from our data | Digital transformation of the back office
        Streamline operations | To improve the quality of service | More efficient workflows
        Make the process more efficient | Faster and better outcomes | Data-driven decision making
        Achieve operational excellence | Support the business with insights | Automate processes
        """,
        """
        Which applicants a recruiter calls first for each open role
        Whether a claim is paid at once
        Which queue a new ticket goes to | How much of each article a store orders for the next week
        Improve routing: which of the three queues a ticket goes to first
        Reduce the credit limit of customers who miss two payments | Who is invited to a screening
        What price is offered to a returning customer
        Route each support ticket to one of 12 queues
        Choose the vendor invoices that a clerk checks by hand
        Order quantities for fresh food stores
        Cut the trees along the power lines that are inspected in spring | Order of the work list
        """,
    ),
    "is_satisfaction": (
        """
        User satisfaction (CSAT) | CSAT | NPS | Net promoter score | Customer satisfaction score
        Thumbs-up rate | Share of thumbs up | Sentiment of feedback | Average star rating | Adoption
        Adoption rate | Daily active users | Usage | Number of predictions
        Number of predictions served
        Latency | p95 latency | Average response time | Uptime | Availability | Throughput
        Training loss
        Validation loss | Usage of the tool | Daily usage | Server availability
        Response time in ms | Average confidence score | Perplexity | Engagement | Hours saved
        Requests per day
        User happiness | Predictions per second | Kundenzufriedenheit und Zufriedenheit
        """,
        """
        Accuracy of usage forecast against booked usage | Routing accuracy against the closing queue
        Routing accuracy | Precision at 10 | Mean absolute percentage error (MAPE)
        Recall of churned users
        Share of re-routed tickets | False-positive rate | F1 of intent | Brier score
        Hit rate at 5
        Share of satisfaction predictions that were right | Error of the availability forecast
        Agreement of two reviewers with the answer | Calibration error
        Overturned decisions per week
        Customers lost after approval | Precision of latency alarms
        Correct answers in the weekly sample
        Availability of articles on the shelf | Response time of ambulances
        Energy usage per building | Customer loss after the change | Sessions that end in a purchase
        Number of calls that nobody had to make | Travel time saved per tour
        Stars of the hotel booked
        Share of invoices corrected by hand | Uptake of offers among those who were called
        """,
    ),
    "is_generic_drift": (
        """
        Model drift is when accuracy degrades over time | Data drift | Concept drift | Drift
        The input data changes | The distribution of input data differs from training data
        Change in the statistical properties of the target variable | Performance degradation
        When the model gets worse | Accuracy drops | Model performance declines over time
        The relationship between input and output changes | Significant change of input features
        """,
        """
        Weekly share of re-routed tickets rises | Applicant mix has moved
        Share of tickets in German over 0.2
        Concept drift: agencies send other applicants than in 2025
        Distribution of invoice amounts moves | PSI of seniority against the training year over 0.2
        More than 5 % of articles are new | The order mix of stores changes
        """,
    ),
    "is_local_path": (
        r"""
        C:\Users\marco\Desktop\capex FINAL v3.xlsx | D:/data/x.csv | /Users/priya/x.xlsx
        ~/Desktop/x.csv
        /home/marco/data.csv | file:///C:/x.xlsx | %USERPROFILE%\x.csv | Desktop/budget.xlsx
        C:/My Documents/x.xls | marco/Downloads/list.csv | c:\x
        """,
        r"""
        data/x.csv | s3://bucket/x.csv | https://acme.example/Desktop | \\share\finance\x.xlsx
        docs/desktop.md | sharepoint/finance/capex.xlsx | //nas/team/x.csv | Users table
        homepage.csv
        Quarterly plan (Excel) | /data/users/x.csv
        """,
    ),
    "is_link_or_path": (
        """
        docs/runbooks/rollback.md | runbook.md | https://wiki.acme.example/rollback | /docs/r.md
        ./rollback.md | ../ops/rollback | .github/workflows/rollback.yml | docs/r.md#steps
        See https://acme.example/rollback | docs/run book.md | infra\\rollback.ps1 | go/rollback
        docs/runbooks/ | Makefile.rollback | (docs/r.md) | wiki.acme.example
        """,
        """
        see wiki | see the wiki. | ask Priya | in Confluence | on/off switch | n/a | and/or
        the runbook
        e.g. the wiki | Rollback | TBD | 24/7 hotline | a
        """,
    ),
    "names_number": (
        """
        Accuracy below 0.82 | Precision at 10 below 0.62 for two weekly runs | Error doubles
        More than five complaints a day | Drops under the baseline
        Accuracy falls below the minimum
        MAPE > limit | half of the tickets are re-routed | ten percent re-routed
        Zero answers in an hour
        Worse than the rule-based baseline twice in a row | the alert exceeds its threshold
        """,
        """
        If something goes wrong | When users complain | Any issue | On request | Bad results | drift
        The owner decides | Quality problems in production
        """,
    ),
    "is_no_reply": (
        """
        no-reply@acme.example | noreply@acme.example | do-not-reply@x.com | donotreply@x.com
        No_Reply@acme.example | mailer-daemon@acme.example | postmaster@acme.example
        """,
        """
        priya.nair@acme.example | ml-oncall@acme.example | reply@acme.example | noreen@acme.example
        support@noreply.example | #ml-oncall | +49 151 234567
        """,
    ),
    "names_headcount": (
        """
        FTE saved | 3 FTEs | Headcount of the service desk | Full-time equivalents | Job cuts
        Reduction of head count | layoffs avoided | Redundancies | Positions cut in claims
        """,
        """
        Days from application to first call | Cost per claim | Software updates
        Heads of lettuce sold
        People who were called within two days | Laid-out pages | Time to restore
        """,
    ),
}


def rows() -> list[tuple[str, str, bool]]:
    return [
        (function, text.strip(), expected)
        for function, tables in TABLES.items()
        for table, expected in zip(tables, (True, False), strict=True)
        for line in table.strip().split("\n")
        for text in line.split(" | ")
    ]


@pytest.mark.parametrize(("function", "text", "expected"), rows())
def test_a_text_says_what_it_says(
    function: str, text: str, expected: bool, lexicon: Lexicon
) -> None:
    asked: Callable[..., bool] = getattr(phrases, function)
    takes_lexicon = function not in ("is_local_path", "is_link_or_path")
    assert (asked(text, lexicon) if takes_lexicon else asked(text)) is expected


@pytest.mark.parametrize("function", TABLES)
def test_a_very_long_text_is_answered_at_once(function: str, value: Callable[..., bool]) -> None:
    assert value(f"{function}(doc.text)", doc={"text": "word " * 13_000}) in (True, False)

"""A person by name, a group, a tool, an address, or nobody yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govlint.expression import people

if TYPE_CHECKING:
    from govlint.expression.lexicon import Lexicon

PERSONS = """
Priya Nair | Tom Okafor | Marco Rossi | Anna Kowalska | Nils Bergström | Ngozi Adichie
José O'Neill-García | Nguyễn Văn An | Ng | 王小明 | Dr. A. Board | Madonna | Anna Board
María de los Ángeles Fernández de la Vega | Ludwig van Beethoven | Otto von Bismarck | Bin Li
Sinéad O'Connor | Mary-Jane Watson-Parker | J. R. R. Tolkien | P. Nair | Nair, Priya | X Æ A-12
Σωκράτης Παπαδόπουλος | Лев Толстой | محمد الفاتح | 田中 太郎 | 김민준 | ราชา สุข | दीपिका शर्मा
Katherine Jenkins | Anthony Head | Will Power | Grace Price | Mark Page | Bill Gates | Jack Black
Rose Church | Carrie Underwood | Frank Lampard | Victor Chapter | Art Garfunkel | Faith Hope
Jordan Service | Kelly Sales | Guy Manager | Max Power | Chase Banks | May Day | Dash Sharma
Ray Charles | Chip Prophet | Ana e Silva | Gonçalo do Carmo | Ali bin Talal | Jean le Rond
Priya Nair (she/her) | Priya Nair (ML platform lead) | Priya Nair, ML platform lead
Prof. Dr. Erika Fischer | Tom Okafor Jr. | Elizabeth II | Priya Nair <priya@acme.example>
Priya Nair (@priya) | d'Artagnan | Björk | Pelé | priya nair | PRIYA NAIR | Dr Who | Sam Ops
Owen Owner | Chief Obafemi Awolowo | Robert Crew | Nick Staff | Robin Hood | Elon Forum
Unit Gray | Alexa Smith | Claude Monet | Siri Hustvedt
Sage Miller | Amazon Eve | Penny Worth | Rich Little | Ruby Agency | Jenkins, Katherine
Sophie in 't Veld | Hans in der Smitten | Karl von und zu Guttenberg
Marie-Claire de la Direction | Ingrid Referat | Olivier Equipe | María del Pilar Grupo
Dr. Ingrid Referat | Ana Comisión | Peter in den Birken | Graf Karl von und zu Guttenberg
Li | Wu | O | Vi An | Chi Minh | Ho Chi | On Kawara | To Nguyen | See Tan | Any Martin
"""

GROUPS = """
Recruiting team | @acme/ml-platform | Change advisory board | ops@x.com | The platform team
Data Science Team Berlin | Team Phoenix | Office of the CTO | Datenteam | ML Engineering
Department of Health | Model risk committee | data-platform | Finance & Legal | HR | IT
Machine learning guild | AI squad | Governance council | Steering committee | Architecture board
Credit risk | Customer support | People operations | ml-team@acme.example | Ethics board
data-science@lists.acme.example | The on-duty engineers | Analytics | MLOps | Betriebsrat
Gremium KI | Équipe data | Working group AI | Task force churn | All stakeholders | Everyone
Recruitment | Marketing and sales | Review board (weekly) | Product owners | @acme/owners
IT Direction | Equipe Data | Direction | la Direction | l'équipe | RH Direction | Equipo de Datos
Direction générale | Grupo Finanzas | Comité de direction | KI Referat | Data equipe | Referat 42
Departamento de la Dirección | Marketing Equipo
Supply chain planning | Data office | AI centre of excellence | support@acme.example
"""

TOOLS = """
Grafana | Grafana alerts | Datadog monitor | PagerDuty | Jenkins | the Airflow DAG | Prometheus
GitHub Actions | Slack bot | Azure Monitor | cron | renovate[bot] | alerting | Evidently
New Relic dashboard | the monitoring system | automatic alerts | CloudWatch alarm | ChatGPT
"""

NOBODY = """
TBD | tbd. | ??? | - | … | N/A | <name> | {{ owner }} | see wiki | to be decided | TODO | (vacant)
whoever is around | Priya Nair and Tom Okafor | Priya Nair / Tom Okafor | Anna & Bob | nobody yet
on-call engineer | Head of HR | CTO | Product owner | Chief data officer | Director of analytics
priya.nair@acme.example | @priya-nair | https://acme.example/people/priya | docs/owners.md
#ml-oncall | to be hired | Data scientist | our data scientist | the owner | ML on-call | svc_ml
someone in der Zentrale | Priya Nair und Tom Okafor | Priya in the Berlin office
the one who built it | Priya or Tom | depends on the region | 0151 234567 | Shift lead | unknown
"""


def cases(table: str) -> list[str]:
    return [text.strip() for line in table.strip().split("\n") for text in line.split(" | ")]


@pytest.mark.parametrize("text", cases(PERSONS))
def test_a_name_is_a_person(text: str, lexicon: Lexicon) -> None:
    assert people.kind(text, lexicon) == "person"


def test_a_name_may_have_a_printer_s_apostrophe(lexicon: Lexicon) -> None:
    assert people.kind("Sophie in \u2019t Veld", lexicon) == "person"


@pytest.mark.parametrize("text", cases(GROUPS))
def test_a_group_is_no_person(text: str, lexicon: Lexicon) -> None:
    assert people.kind(text, lexicon) == "team"


@pytest.mark.parametrize("text", cases(TOOLS))
def test_a_tool_is_no_person(text: str, lexicon: Lexicon) -> None:
    assert people.kind(text, lexicon) == "tool"


@pytest.mark.parametrize("text", cases(NOBODY))
def test_what_names_nobody_is_no_person(text: str, lexicon: Lexicon) -> None:
    assert people.kind(text, lexicon) not in ("person", "tool")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("priya.nair@acme.example", True),
        ("Priya Nair <priya@acme.example>", True),
        ("priya@acme.example, tom@acme.example", True),
        ("@priya", False),
        ("@acme/ml-platform", False),
        ("priya at acme.example", False),
        ("Priya Nair", False),
        ("a@b", False),
    ],
)
def test_an_address_is_found_wherever_it_stands(text: str, expected: bool) -> None:
    assert people.is_email(text) is expected


PRIYA = {"name": "Priya Nair", "contact": "priya@acme.example"}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"name": "P. Nair", "contact": "priya@acme.example"}, True),
        ({"name": "P. Nair", "contact": "p.nair@acme.example"}, True),
        ({"name": "PRIYA  NAIR"}, True),
        ({"name": "Nair, Priya"}, True),
        ({"name": "Dr. Priya Nair (she/her)"}, True),
        ({"name": "Priya M. Nair"}, True),
        ({"name": "Tom Okafor", "contact": "Priya@Acme.example "}, True),
        ({"contact": "priya@acme.example"}, True),
        ({"name": "Tom Okafor", "contact": "tom@acme.example"}, False),
        ({"name": "Anil Nair", "contact": "anil@acme.example"}, False),
        ({"name": "Priya Okafor"}, False),
        ({"name": "Priya"}, False),
        ({}, False),
    ],
)
def test_one_person_twice(other: dict[str, str], expected: bool, lexicon: Lexicon) -> None:
    assert people.same_person(PRIYA, other, lexicon) is expected
    assert people.same_person(other, PRIYA, lexicon) is expected


def test_two_people_may_share_a_mailbox(lexicon: Lexicon) -> None:
    one = {"name": "Priya Nair", "contact": "ml-platform@acme.example"}
    assert not people.same_person(one, {**one, "name": "Tom Okafor"}, lexicon)
    assert people.same_person(one, {**one, "name": "Priya Nair"}, lexicon)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("technical", True),
        ("business", True),
        ("Priya Nair", True),
        ("priya nair", True),
        ("P. Nair", True),
        ("José Müller", True),
        ("Jose Muller", True),
        ("Anil Nair", False),
        ("Technical", False),
        ("ops", False),
        ("", False),
    ],
)
def test_a_reference_names_a_role_or_a_person_of_the_file(reference: str, expected: bool) -> None:
    assert people.is_named(reference, ["Priya Nair", "José Müller"]) is expected

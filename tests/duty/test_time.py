"""What is late is late by the server's clock and the due moment, whether or not a worker works."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.duty.conftest import AT
from weian.duty import actions, board
from weian.duty.models import Standing

pytestmark = pytest.mark.db


def overdue(person: Any) -> int:
    """How many the to-do page counts as late."""
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/").context["page"]
    (figure,) = [figure for figure in page.figures if figure.label == "逾期"]
    return int(re.sub(r"\D", "", str(figure.value)) or 0)


@pytest.fixture
def midnight(county: SimpleNamespace, time_machine: Any) -> SimpleNamespace:
    """Half an hour before a day ends on which nobody has gone on patrol."""
    county.before = AT.replace(hour=23, minute=30)
    time_machine.move_to(county.before)
    actions.rebuild(county.before)
    return county


def test_a_deadline_passes_without_a_worker_and_its_backlog_is_worked_off_once(
    midnight: SimpleNamespace, time_machine: Any
) -> None:
    """The worker stands still for eight hours."""
    person, later = midnight.clinic_manager, midnight.before + timedelta(hours=8)
    seen = overdue(person)
    time_machine.move_to(later)
    assert overdue(person) > seen
    stale = Standing.objects.filter(next_change__lte=later).count()
    assert stale
    assert actions.sweep(later).written >= stale
    assert not Standing.objects.filter(next_change__lte=later).exists()
    assert actions.sweep(later).written == 0


def test_the_board_counts_what_became_late_while_no_worker_worked(
    midnight: SimpleNamespace, time_machine: Any, django_assert_max_num_queries: Any
) -> None:
    """Eight hours without a sweep; the board is then what a rebuild makes of it."""
    person, later = midnight.clerk, midnight.before + timedelta(hours=8)

    def late(at: Any) -> int:
        return int(board.counts(person, at, "all").total.by_status["overdue"])

    before = late(midnight.before)
    time_machine.move_to(later)
    stale = Standing.objects.filter(next_change__lte=later).count()
    seen = late(later)
    assert stale and seen > before
    assert not Standing.objects.filter(next_change__lte=later).exists()
    with django_assert_max_num_queries(6):  # nothing is left to do
        assert late(later) == seen
    actions.rebuild(later)
    assert late(later) == seen


def test_a_clock_that_is_put_back_undoes_nothing_and_the_table_follows(
    midnight: SimpleNamespace, time_machine: Any, did: Any
) -> None:
    later = midnight.before + timedelta(hours=1)
    actions.sweep(later)
    table = list(Standing.objects.order_by("pk").values_list("obligation", "window", "status"))
    actions.sweep(midnight.before)  # an hour back: nothing is due by then
    assert (
        list(Standing.objects.order_by("pk").values_list("obligation", "window", "status")) == table
    )
    actions.rebuild(later)
    assert (
        list(Standing.objects.order_by("pk").values_list("obligation", "window", "status")) == table
    )

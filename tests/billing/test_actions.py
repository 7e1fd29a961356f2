"""From the offer to the money: numbers without gaps, nothing that changes, nobody named."""

from copy import deepcopy
from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from kretslop.billing import actions, queries, rules, sending
from kretslop.billing.models import HireFee, Invoice, Order
from kretslop.introductions import actions as introductions
from kretslop.messaging.models import OutboxMail
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from tests import cast
from tests.billing.test_rules import TERMS
from tests.billing.test_ubl import BUYER, SELLER

NOW = cast.NOW
LATER = NOW + timedelta(minutes=10)
pytestmark = pytest.mark.django_db


def story():
    """Havtech was offered and ordered; somebody was hired by it."""
    lead, liaison = cast.kari(), cast.ingrid()
    campaign = cast.campaign(lead, liaison=liaison)
    havtech = cast.joined(campaign, size="50-249")
    actions.save_issuer(seller=rules.Seller(**SELLER), by=lead, now=NOW)
    actions.save_fees(campaign=campaign, terms=TERMS, alliance_ore=9_000_000, by=lead, now=NOW)
    actions.offer(participation=havtech, by=lead, now=NOW)
    return lead, liaison, campaign, havtech


@pytest.fixture(scope="module")
def told(told_once):
    return story()


@pytest.fixture
def world(told, db):
    return deepcopy(told)


def ordered(havtech, **fields):
    values = {"size": "50-249", "add_ons": ["film"], "buyer": rules.Buyer(**BUYER), "language": "nb", **fields}
    return actions.order(order=Order.objects.get(), by=havtech.recruiter.user, now=NOW, **values)


def hired(campaign, havtech, liaison):
    wanted = cast.wanted(havtech)
    cast.frozen(campaign)
    candidate = cast.approved(campaign, liaison)
    found = introductions.accept(introduction=cast.introduced(candidate, wanted, liaison), by=havtech.recruiter.user,
                                 now=NOW)  # fmt: skip
    return introductions.hire(introduction=found, starts_on=date(2027, 2, 1), by=havtech.recruiter.user, now=NOW)


def test_from_the_offer_to_the_last_krone(world):
    lead, liaison, campaign, havtech = world
    assert OutboxMail.objects.get(kind="contribution_offer").to_address == "sara.bakken@example.com"
    with pytest.raises(NotPossible, match="offered_already"):
        actions.offer(participation=havtech, by=lead, now=NOW)
    order = ordered(havtech)
    first = actions.issue(order=order, by=lead, now=NOW)
    assert (first.number, first.net_ore, first.vat_ore, first.total_ore) == (1001, 3_000_050, 750_013, 3_750_063)
    assert first.due_on == date(2026, 11, 24)
    assert "37\N{NO-BREAK SPACE}500,63" in OutboxMail.objects.get(kind="invoice_issued").text
    with pytest.raises(NotPossible, match="nothing_to_invoice"):
        actions.issue(order=order, by=lead, now=NOW)
    person = hired(campaign, havtech, liaison).candidate
    with pytest.raises(NotPossible, match="nothing_to_invoice"):  # the hire may still be taken back
        actions.issue(order=order, by=lead, now=NOW + timedelta(minutes=9))
    second = actions.issue(order=order, by=lead, now=LATER)
    assert (second.number, second.net_ore) == (1002, 2_000_000)
    kept = f"{second.lines}{second.buyer}{second.note}"
    assert person.name not in kept
    assert "Diogo" not in OutboxMail.objects.filter(kind="invoice_issued").last().text
    today = date(2026, 11, 10)
    assert queries.budget(campaign, queries.orders_for_lead(lead, campaign), today) == (
        3_000_050, 5_000_050, 1_000_000, 9_000_000, 0,
    )  # fmt: skip
    actions.note_payment(invoice=first, amount_ore=750_063, paid_on=today, by=lead, now=NOW)
    with pytest.raises(Invalid, match="more_than_owed"):
        actions.note_payment(invoice=first, amount_ore=3_000_001, paid_on=today, by=lead, now=NOW)
    wrong = actions.note_payment(invoice=first, amount_ore=3_000_000, paid_on=today, by=lead, now=NOW)
    assert queries.state_of(Invoice.objects.get(number=1001), today) == rules.PAID
    actions.take_payment_back(payment=wrong, by=lead, now=NOW)
    assert queries.left_of(Invoice.objects.get(number=1001)) == 3_000_000
    assert queries.got_by_participation(campaign)[havtech.pk] == ("50-249", 1, 1, 5_000_050)


def test_a_credit_note_frees_what_it_takes_back_and_comes_to_nothing_with_the_invoice(world):
    lead, liaison, campaign, havtech = world
    order = ordered(havtech)
    hired(campaign, havtech, liaison)
    invoice = actions.issue(order=order, by=lead, now=LATER)
    for positions, code in (([], "unknown"), ([9], "unknown")):
        with pytest.raises(Invalid, match=code):
            actions.credit(invoice=invoice, positions=positions, reason="Ordered twice", by=lead, now=NOW)
    first = actions.credit(invoice=invoice, positions=[2], reason="The hire was undone", by=lead, now=NOW)
    assert HireFee.objects.get().invoice is None
    with pytest.raises(Invalid, match="unknown"):
        actions.credit(invoice=invoice, positions=[2], reason="Again", by=lead, now=NOW)
    rest = actions.credit(invoice=invoice, positions=[0, 1], reason="A wrong address", by=lead, now=NOW)
    assert [first.number, rest.number] == [1002, 1003]
    assert first.total_ore + rest.total_ore == invoice.total_ore
    assert queries.state_of(Invoice.objects.get(number=1001), date(2027, 1, 1)) == rules.CREDITED
    with pytest.raises(NotPossible, match="only_invoices"):
        actions.credit(invoice=rest, positions=[0], reason="No", by=lead, now=NOW)
    again = actions.issue(order=order, by=lead, now=LATER)
    assert (again.number, again.total_ore) == (1004, invoice.total_ore)


def test_an_issued_invoice_cannot_be_changed_by_anything(world):
    lead, _liaison, campaign, havtech = world
    invoice = actions.issue(order=ordered(havtech), by=lead, now=NOW)
    for change in (
        lambda: Invoice.objects.update(net_ore=1),
        lambda: Invoice.objects.all()._raw_delete("default"),
        lambda: invoice.save(),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()
    terms = rules.Terms("by_size", dict.fromkeys(rules.SIZES, 1))
    actions.save_fees(campaign=campaign, terms=terms, alliance_ore=0, by=lead, now=NOW)
    actions.save_issuer(seller=rules.Seller(**{**SELLER, "name": "Another"}), by=lead, now=NOW)
    kept = Invoice.objects.get()
    assert (kept.total_ore, kept.seller["name"]) == (invoice.total_ore, SELLER["name"])


def test_a_number_that_was_not_used_is_given_again(world):
    lead, _liaison, _campaign, havtech = world
    order = ordered(havtech)
    point = transaction.savepoint()
    assert actions.issue(order=order, by=lead, now=NOW).number == 1001
    transaction.savepoint_rollback(point)
    assert actions.issue(order=order, by=lead, now=NOW).number == 1001


def test_reminders_follow_working_days_and_stop_with_the_money(world):
    lead, _liaison, _campaign, havtech = world
    invoice = actions.issue(order=ordered(havtech), by=lead, now=NOW)  # due on Tuesday 24 November
    counts = [actions.remind(now=NOW + timedelta(days=days)) for days in (14, 16, 17, 18, 30, 31, 40, 60)]
    assert counts == [0, 0, 1, 0, 0, 1, 0, 0]
    mails = list(OutboxMail.objects.filter(kind="invoice_reminder").order_by("pk"))
    assert len(mails) == 2
    assert sending.may_remind(mails[0], NOW) == ""
    actions.note_payment(invoice=invoice, amount_ore=invoice.total_ore, paid_on=date(2026, 11, 10), by=lead, now=NOW)
    assert sending.may_remind(mails[1], NOW) == "paid"
    assert OutboxMail.objects.filter(kind="invoice_reminder", state="stopped", why="paid").count() == 2
    assert queries.overdue_invoices(date(2027, 1, 1)) == []


def test_who_may_and_what_cannot_be(world):
    lead, liaison, campaign, havtech = world
    order = Order.objects.get()
    values = {"size": "50-249", "add_ons": [], "buyer": rules.Buyer(**BUYER), "language": "nb", "now": NOW}
    with pytest.raises(NotAllowed):
        actions.order(order=order, by=liaison, **values)
    with pytest.raises(NotAllowed):
        actions.issue(order=order, by=liaison, now=NOW)
    with pytest.raises(Invalid, match="org_number_wrong"):
        ordered(havtech, buyer=rules.Buyer(**{**BUYER, "org_number": "991825828"}))
    with pytest.raises(Invalid, match="unknown"):
        ordered(havtech, add_ons=["balloon"])
    with pytest.raises(NotPossible, match="offer_has_run_out"):
        actions.order(order=order, by=havtech.recruiter.user, **{**values, "now": NOW + timedelta(days=31)})
    with pytest.raises(NotPossible, match="not_ordered"):
        actions.issue(order=order, by=lead, now=NOW)
    actions.decline_offer(order=order, by=havtech.recruiter.user, now=NOW)
    with pytest.raises(NotPossible, match="offer_is_answered"):
        actions.take_offer_back(order=order, by=lead, now=NOW)
    again = actions.offer(participation=havtech, by=lead, now=NOW)
    actions.take_offer_back(order=again, by=lead, now=NOW)
    assert sending.may_offer(OutboxMail.objects.filter(kind="contribution_offer").last(), NOW) == "overtaken"
    actions.save_fees(campaign=campaign, terms=rules.Terms(), alliance_ore=0, by=lead, now=NOW)
    with pytest.raises(NotPossible, match="campaign_is_free"):
        actions.offer(participation=havtech, by=lead, now=NOW)


def test_tax_is_added_only_by_who_is_registered_for_it(world):
    lead, _liaison, _campaign, havtech = world
    actions.save_issuer(seller=rules.Seller(**{**SELLER, "vat_registered": False}), by=lead, now=NOW)
    with pytest.raises(NotPossible, match="not_in_vat_register"):
        actions.issue(order=ordered(havtech), by=lead, now=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.soak
def test_numbers_have_no_gap_when_many_invoice_at_once():
    """Its quick sister is `test_a_number_that_was_not_used_is_given_again`: the lock of the series is the same."""
    lead, _liaison, campaign, havtech = story()
    orders = [ordered(havtech)]
    for number in range(7):
        other = cast.joined(campaign, name=f"Firm {number} AS", size="50-249")
        made = actions.offer(participation=other, by=lead, now=NOW)
        orders.append(
            actions.order(
                order=made,
                size="50-249",
                add_ons=[],
                buyer=rules.Buyer(**BUYER),
                language="en",
                by=other.recruiter.user,
                now=NOW,
            )
        )

    def run(order):
        try:
            actions.issue(order=order, by=lead, now=NOW)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Invoice.objects.values_list("number", flat=True)) == list(range(1001, 1009))

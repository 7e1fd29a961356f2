"""From the offer to the order (R11)."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta

from kretslop.accounts.models import User
from kretslop.billing import access, rules
from kretslop.billing.models import FeeModel, Order
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.models import Participation
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import day_in_words
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def offer(*, participation: Participation, by: User, now: datetime) -> Order:
    """Offer the campaign's terms of today to an employer, by mail to whoever signs for it.

    NotPossible when the campaign is free, or when an offer or order is in force.
    """
    must_lead(by)
    participation = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("campaign", "employer", "signed_by")
        .get(pk=participation.pk)
    )
    model = FeeModel.objects.filter(campaign=participation.campaign).first()
    if model is None or not rules.Terms.from_json(model.terms).costs_something:
        raise NotPossible("campaign_is_free")
    if Order.objects.filter(participation=participation, state__in=(rules.OFFERED, rules.ORDERED)).exists():
        raise NotPossible("offered_already")
    made = Order.objects.create(
        participation=participation,
        terms=model.terms,
        offered_by=by,
        offered_at=now,
        valid_until=now.astimezone(OSLO).date() + timedelta(days=rules.OFFER_DAYS),
        size=participation.employer.size,
    )
    for person in access.who_orders(participation):
        mail.queue(
            key=f"contribution_offer:{made.ref}:{person.ref}",
            kind="contribution_offer",
            to=person,
            context={
                "campaign": participation.campaign.name,
                "employer": participation.employer.name,
                "until": day_in_words(made.valid_until, person.language),
                "lead": by.name,
                "lead_email": by.email,
            },
            about=[made],
            simulated=participation.campaign.simulated,
            now=now,
        )
    record("order.offered", about=[made, participation.employer, participation.campaign], by=by, now=now)
    return made


def lock(order: Order) -> Order:
    """Lock an order, and load what its documents name."""
    return (
        Order.objects.select_for_update(of=("self",))
        .select_related("participation__employer", "participation__campaign")
        .get(pk=order.pk)
    )


def _move(order: Order, verb: str, *, by: User, now: datetime) -> None:
    state = rules.ORDER_MOVES[order.state].get(verb)
    if state is None:
        raise NotPossible("offer_is_answered")
    order.state, order.decided_at, order.ordered_by = state, now, by
    order.save()
    mail.stop_about(thing=order, kinds=["contribution_offer"], why="overtaken", now=now)
    where = order.participation
    record(f"order.{_PAST[verb]}", about=[order, where.employer, where.campaign], by=by, now=now)


_PAST = {"order": "ordered", "decline": "declined", "take_back": "taken_back"}


@action
def order(
    *,
    order: Order,
    size: str,
    add_ons: Iterable[str],
    buyer: rules.Buyer,
    language: str,
    by: User,
    now: datetime,
) -> Order:
    """The employer says yes to an offer, with its size, what it wants besides, and how invoices reach it.

    Invalid names a field; NotPossible when the offer was answered, taken back, or has run out.
    """
    order = lock(order)
    if not access.may_order(by, order.participation):
        raise NotAllowed("not_yours")
    if order.valid_until < now.astimezone(OSLO).date():
        raise NotPossible("offer_has_run_out")
    chosen = list(dict.fromkeys(add_ons))
    try:
        rules.order_lines(rules.Terms.from_json(order.terms), size, chosen)
    except ValueError as error:
        raise Invalid(str(error), "unknown") from error
    if wrong := rules.wrong_buyer(buyer):
        raise Invalid(*wrong)
    order.size, order.add_ons, order.buyer, order.language = size, chosen, asdict(buyer), language
    _move(order, "order", by=by, now=now)
    return order


@action
def decline_offer(*, order: Order, by: User, now: datetime) -> Order:
    """The employer does not want the offer; nothing else changes for it."""
    order = lock(order)
    if not access.may_order(by, order.participation):
        raise NotAllowed("not_yours")
    _move(order, "decline", by=by, now=now)
    return order


@action
def take_offer_back(*, order: Order, by: User, now: datetime) -> Order:
    """The alliance takes back an offer that nobody has answered, such as to make another one."""
    must_lead(by)
    order = lock(order)
    _move(order, "take_back", by=by, now=now)
    return order

"""Random walks through the rules of introductions: one person, some employers, everybody who may act, and a clock."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from kretslop.introductions import rules
from kretslop.talent import rules as pool

EMPLOYERS, MOST, FEEDBACK_DAYS = 4, 3, 5
START = datetime(2026, 1, 5, 9)
#: When each step of a walk happens: (working day, moment). Some follow within minutes, some days later.
DAYS = [(day, START + timedelta(days=day, minutes=part)) for day in range(60) for part in (0, 4, 30)]
STAGES = ("report_interview", "report_assessment", "report_negotiation", "hire", "report_not_hired")
BY_EMPLOYER = ("accept", "decline", *STAGES)
WITH_WORDS = ("decline", "report_not_hired", "lose_offer")
REASON = {
    "refuse": "no_to_employer", "expire": "candidate_silent", "decline": "too_junior", "lapse": "employer_silent",
    "report_not_hired": "another_person", "withdraw": "not_said", "close": "liaison_took_back",
    "lose_offer": "offer_turned_down", "hire": "",
}  # fmt: skip


class Broken(AssertionError):
    """An invariant does not hold."""


class Intro:
    """An introduction as plain values."""

    __slots__ = ("due", "employer", "message", "moves", "over", "reason", "state", "told")

    def __init__(self, employer: int, due: int) -> None:
        self.employer, self.state, self.reason, self.due = employer, rules.ASKED, "", due
        self.told: int | None = None
        self.message, self.over = "", False
        self.moves: list[tuple[str, str, str, datetime, int]] = []


class Walk:
    """One person's way, step by step, through the same functions that the actions ask."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed).random
        self.pool, self.paused_until = pool.APPROVED, 0
        self.intros: list[Intro] = []
        self.away = [0] * EMPLOYERS
        self.tick, self.batch = 0, 0
        self.trail: list[tuple[Any, ...]] = []

    def run(self, steps: int) -> None:
        for _ in range(steps):
            chance = self.chance
            self.tick = min(self.tick + int(chance() * 5), len(DAYS) - 1)
            self.day, self.now = DAYS[self.tick]
            # Half of all steps are moves of an introduction, the others happen to the person or pass as time.
            act = Walk.step if self.intros and chance() < 0.55 else OTHER[int(chance() * len(OTHER))]
            act(self)
            check(self)

    def step(self) -> None:
        """Somebody tries a move: mostly one that the table names, on the newest introductions."""
        chance, intros = self.chance, self.intros
        intro = intros[-1 - int(chance() * min(len(intros), 4))]
        possible = VERBS_OF[intro.state]
        verb = possible[int(chance() * len(possible))] if possible and chance() < 0.8 else ANY[int(chance() * len(ANY))]
        role = ROLES[int(chance() * len(ROLES))] if chance() < 0.2 else FITTING[verb]
        if verb in BY_EMPLOYER and self.away[intro.employer] > self.day:
            return
        self.move(intro, verb, role, REASON.get(verb, ""))

    def move(self, intro: Intro, verb: str, role: str, reason: str, *, batch: int = 0) -> bool:
        if not rules.may(role, verb) or (role == rules.SYSTEM and verb == "close" and not batch):
            return False
        if role == rules.EMPLOYER and intro.state in rules.UNSEEN_BY_EMPLOYER:
            return False
        state = rules.next_state(intro.state, verb)
        if state is None or (verb == "lose_offer" and (intro.over or self.pool != pool.HIRED)):
            return False
        if verb == "lapse" and role == rules.SYSTEM and self.turn_of(intro) != rules.NOBODY:
            return False
        batch = batch or self.new_batch()
        intro.moves.append((verb, intro.state, role, self.now, batch))
        self.trail.append((self.day, role, verb, intro.employer))
        intro.state, intro.reason, intro.told = state, reason, None
        intro.due = self.day + FEEDBACK_DAYS
        if verb == "hire":
            self.to_pool("hire")
            self.end_others("hire", rules.SYSTEM, batch)
        elif verb == "lose_offer":
            self.to_pool("reopen")
            self.reopen(intro, batch)
        if rules.releases(state, reason):
            intro.message = "planned"
        return True

    def turn_of(self, intro: Intro) -> str:
        return rules.waits_for(self.day - intro.due, None if intro.told is None else self.day - intro.told)

    def new_batch(self) -> int:
        self.batch += 1
        return self.batch

    def to_pool(self, move: str) -> bool:
        state = pool.next_state(self.pool, move)
        if state is None:
            return False
        self.pool = state
        return True

    def end_others(self, event: str, role: str, batch: int) -> None:
        for other in self.intros:
            if ends := rules.ends_with(event, other.state):
                self.move(other, ends[0], role, ends[1], batch=batch)

    def reopen(self, lost: Intro, batch: int) -> None:
        hires = [made for made in lost.moves if made[0] == "hire"]
        for other in self.intros:
            if other is lost or not other.moves or other.moves[-1][4] != hires[-1][4]:
                continue
            if rules.may_reopen(other.state, other.reason) and not self.in_the_way(other.employer):
                before = other.moves[-1][1]
                other.moves.append(("reopen", other.state, rules.SYSTEM, self.now, batch))
                other.state, other.reason, other.due = before, "", self.day + FEEDBACK_DAYS

    def in_the_way(self, employer: int) -> str:
        open_now = [each.employer for each in self.intros if each.state in rules.OPEN]
        return rules.in_the_way(
            available=pool.is_available(self.pool, None, START.date()) and self.paused_until <= self.day,
            profile_open=True, with_employer=employer in open_now, open_now=len(open_now), most=MOST,
        )  # fmt: skip

    # ---- what happens besides moves

    def introduce(self) -> None:
        employer = int(self.chance() * EMPLOYERS)
        if not self.in_the_way(employer):
            self.intros.append(Intro(employer, self.day + FEEDBACK_DAYS))

    def look_at_the_clock(self) -> None:
        for intro in self.intros:
            if intro.state != rules.INTRODUCED:
                continue
            turn = self.turn_of(intro)
            if turn == rules.LIAISON and intro.told is None:
                intro.told = self.day
            elif turn == rules.NOBODY:
                self.move(intro, "lapse", rules.SYSTEM, "employer_silent")

    def undo(self) -> None:
        if not self.intros:
            return
        intro = self.intros[-1 - int(self.chance() * min(len(self.intros), 4))]
        if not intro.moves or not rules.may_undo(intro.moves[-1][0], intro.moves[-1][3], self.now):
            return
        verb, before, role, _at, batch = intro.moves[-1]
        if role == rules.SYSTEM or (verb in {"hire", "lose_offer"} and (self.pool == pool.HIRED) != (verb == "hire")):
            return
        together = [each for each in self.intros if any(made[4] == batch for made in each.moves)]
        if any(each.moves[-1][4] != batch for each in together):
            return
        opened = sum(each.moves[-1][1] in rules.OPEN and each.state not in rules.OPEN for each in together)
        if opened and verb != "hire" and self.in_the_way(intro.employer):
            return
        if verb == "hire":
            self.to_pool("reopen")
            if opened and (self.paused_until > self.day):
                self.to_pool("hire")
                return
        elif verb == "lose_offer":
            self.to_pool("hire")
        for each in together:
            each.state, each.reason, each.message = each.moves.pop()[1], "", ""
            if each.state in rules.ENDED:
                each.reason = "hired_elsewhere" if each.state == rules.CLOSED else ""
        self.trail.append((self.day, role, "undo", verb, before))

    def stop_a_message(self) -> None:
        for intro in self.intros:
            if intro.message == "planned" and self.chance() < 0.5:
                intro.message = "stopped"

    def leave(self) -> None:
        if self.to_pool("leave"):
            self.trail.append((self.day, "candidate", "leave"))
            self.end_others("leave", rules.CANDIDATE, self.new_batch())

    def find_job(self) -> None:
        if self.to_pool("find_job"):
            self.trail.append((self.day, "candidate", "find_job"))
            self.end_others("find_job", rules.CANDIDATE, self.new_batch())

    def come_back(self) -> None:
        if self.to_pool("come_back"):
            self.trail.append((self.day, "candidate", "come_back"))
            for intro in self.intros:
                intro.over = intro.over or intro.state == rules.HIRED

    def approve(self) -> None:
        if self.pool == pool.WAITING:
            self.to_pool("approve")

    def pause(self) -> None:
        self.paused_until = self.day + 4
        self.trail.append((self.day, "candidate", "pause"))
        self.end_others("pause", rules.SYSTEM, self.new_batch())

    def go_on_holiday(self) -> None:
        self.away[int(self.chance() * EMPLOYERS)] = self.day + 12


def check(walk: Walk) -> None:
    """Hold every invariant against where the walk stands; Broken says which does not hold."""
    hires = open_now = 0
    with_employers = 0
    for intro in walk.intros:
        state = intro.state
        if state in rules.OPEN:
            open_now += 1
            bit = 1 << intro.employer
            if with_employers & bit:
                raise Broken("two open introductions to one employer")
            with_employers |= bit
            continue
        verb, before, role, _at, _batch = intro.moves[-1]
        if not intro.reason and state != rules.HIRED:
            raise Broken(f"{state} without a reason")
        if verb != "reopen" and not rules.may(role, verb):
            raise Broken(f"{role} may not {verb}")
        if state == rules.HIRED:
            hires += not intro.over
        elif state in rules.RELEASING and intro.reason not in rules.OWN_REASONS and not intro.message:
            raise Broken(f"released from {before} without a mail")
    if hires > 1:
        raise Broken("two hires")
    if hires and walk.pool not in (pool.HIRED, pool.LEFT):
        raise Broken("hired, and in the pool")
    if open_now and walk.pool != pool.APPROVED:
        raise Broken(f"open introductions of somebody who is {walk.pool}")
    if open_now > MOST:
        raise Broken("more open introductions than the campaign allows")


#: What is tried in each state; a yes more often than all that ends it, so that the way leads far enough.
VERBS_OF = {
    state: tuple(moves) + ("consent",) * 6 * (state == rules.ASKED)
    + ("accept",) * 6 * (state == rules.INTRODUCED) + STAGES * (state in rules.IN_PROCESS)
    for state, moves in rules.MOVES.items()
}  # fmt: skip
ANY = tuple(rules.WHO)
ROLES = (rules.CANDIDATE, rules.EMPLOYER, rules.LIAISON, rules.SYSTEM)
FITTING = {verb: sorted(who)[0] for verb, who in rules.WHO.items()}
OTHER: tuple[Callable[[Walk], None], ...] = (
    *[Walk.introduce] * 12, *[Walk.look_at_the_clock] * 5, *[Walk.undo] * 5, *[Walk.approve] * 8,
    *[Walk.stop_a_message] * 2, Walk.leave, Walk.find_job, *[Walk.come_back] * 8, Walk.pause, Walk.go_on_holiday,
)  # fmt: skip


def walk(seed: int, steps: int = 50) -> Walk:
    """Walk `steps` steps; Broken tells the seed and the way that led there."""
    made = Walk(seed)
    try:
        made.run(steps)
    except Broken as broken:
        raise Broken(f"seed {seed}: {broken}; the way: {made.trail[-12:]}") from None
    return made

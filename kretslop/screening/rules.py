"""What the liaison may decide about a pre-selected person, and the reasons that go with it."""

APPROVED, HELD, NOT_NOW = "approved", "held", "not_now"
VERDICTS = (APPROVED, HELD, NOT_NOW)

#: verdict -> reasons. An approval needs none; nobody is held or put aside without one (R28; a person decides).
REASONS: dict[str, tuple[str, ...]] = {
    APPROVED: (),
    HELD: ("find_out", "talk_first", "waits_for_profile", "second_opinion"),
    NOT_NOW: ("misses_must", "too_early", "other_profile", "cannot_reach", "asked_to_wait"),
}
# The machine's groups; none of them is a rejection.
GROUPS = ("meets_all", "near_miss", "find_out", "not_now")
#: The lists on the desk that wait for a person's decision, in the order in which they are worked.
LISTS = ("second", "meets_all", "near_miss", "find_out", "held", "not_now")
#: A person's word on the machine's group, up or down, never without one of these.
PLACED = "placed"
OVERRIDE_REASONS = ("knows_more", "equal_experience", "profile_wrong", "misread")
#: What takes two people where a campaign asks for it.
NEEDS_SECOND = (APPROVED, NOT_NOW, PLACED)
MOST_COMPARED = 4
REVISIT_DAYS = 30
QUESTION_DAYS = 5
FIRST_CONTACT_DAYS = 2
#: So long a decision can be undone, and the mail that tells of it waits.
UNDO_MINUTES = 10
#: About campaigns somebody hears at most once in so many days, and each mail reaches at most so many people.
MAIL_EVERY_DAYS, MOST_TOLD = 30, 500
#: So many of them the worker puts into the outbox at once.
MAIL_LOT = 50
#: Why somebody is not told about a campaign, in the order in which it is asked.
LEFT_OUT = ("left_pool", "paused", "in_campaign", "told_before", "told_lately", "no_consent")
#: What may be decided about several at once. An approval is a look at each person.
IN_BULK = (HELD, NOT_NOW)


def needs_reason(verdict: str) -> bool:
    """True when the verdict must come with one of `REASONS[verdict]`."""
    return bool(REASONS[verdict])

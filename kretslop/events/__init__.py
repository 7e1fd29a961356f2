"""Events of a campaign: info sessions, working sessions, the evaluation and meet-ups, with their places."""

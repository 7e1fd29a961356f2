"""A candidate and an employer: offer, consent, decision with feedback, stages, hire or release."""

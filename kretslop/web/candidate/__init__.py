"""The candidate's own pages: where I stand, what happens next, what I agree to."""

"""People who sign in, their staff roles, and when they are away."""

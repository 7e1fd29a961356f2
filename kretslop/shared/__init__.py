"""What every room may use: errors, the working-day calendar, random references, the personal-data declaration."""

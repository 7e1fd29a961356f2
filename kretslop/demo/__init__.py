"""The demo: a named cast in a generated region, on this machine only."""

"""Sweeps: many runs over a design, none of them lost."""

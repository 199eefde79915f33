"""Outcomes: what is observed of a run. They read the world and write nothing to it."""

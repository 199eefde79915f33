"""Experiments: many runs, compared and weighed."""

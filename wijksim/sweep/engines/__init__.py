"""Engines: who does the chunks of a sweep, and where."""

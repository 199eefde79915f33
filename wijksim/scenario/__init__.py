"""Scenario files: their forms, how they are read and joined, and what a policy can set."""

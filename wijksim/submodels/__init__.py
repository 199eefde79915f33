"""Submodels: one mechanism a file, each with what it represents, its source and a step."""

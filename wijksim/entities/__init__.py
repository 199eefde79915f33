"""Entities: who and what exists in a neighbourhood, and the world that holds them."""

"""Floor 0: the calendar, chance, arithmetic and storage that everything else stands on.

Nothing here knows about care. Only numpy and numba are used.
"""

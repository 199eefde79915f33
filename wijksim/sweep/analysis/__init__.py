"""What a sweep tells: effects, what moves them, where they hold, and what could be regretted."""

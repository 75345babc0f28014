"""Figures in SQL, set by set: deals as they stand, or stood, counted within what may be seen."""

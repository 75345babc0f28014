"""Reading files of other programs: what is in them, and what it means here."""

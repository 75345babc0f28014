"""The draft coach: reads a message before it is sent, and never sends one (playbook §5)."""

from coaching.draft.notes import Note, notes
from coaching.draft.rewriting import Change, Kept, Rewrite, rewrite

__all__ = ["Change", "Kept", "Note", "Rewrite", "notes", "rewrite"]

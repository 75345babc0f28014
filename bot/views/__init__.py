"""Results drawn as Block Kit."""

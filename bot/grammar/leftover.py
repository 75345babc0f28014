"""Words of a line that a form has no place for: said above it, so that they are not lost."""

AS_WHAT = {
    "date": "a date",
    "snooze": "a day",
    "park": "a day",
    "hand": "a colleague",
    "fact": "something I keep of a buyer",
}


def unread(verb: str, left: str) -> str:
    """What could not be read behind the deal's name; nothing where nothing is left over."""
    if not left:
        return ""
    if verb == "move":
        return f"I know no stage called “{left}”. Choose one below."
    return f"I can't read “{left}” as {AS_WHAT.get(verb, 'part of this')}. Choose it below."

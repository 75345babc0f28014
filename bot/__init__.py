"""The Slack bot and its clock: what comes in, what goes out, and when."""

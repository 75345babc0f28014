"""The method: values and rules in plain Python, no Slack, no database."""

"""The product on one machine, without Slack."""

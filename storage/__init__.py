"""What is remembered: tables, questions, changes, migrations."""

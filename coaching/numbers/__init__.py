"""The numbers that decide, as formulas of plain values (playbook §6; 002, 000, 001, 003)."""

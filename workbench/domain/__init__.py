"""Agreements, obstacles, escalations, answers, deadlines: pure rules."""

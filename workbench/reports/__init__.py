"""Registers and their printed form, as plain values."""

"""The widget kit: small, typed parts of every screen. They know the theme and nothing of records."""

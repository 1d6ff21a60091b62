"""Look of the program: colours, type, icons, status shapes. No widget lives here."""

"""Parts of the print page."""

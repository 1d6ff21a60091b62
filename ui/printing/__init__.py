"""Paper: one layout for preview, PDF and printer."""

"""Parts of the page of data and backup."""

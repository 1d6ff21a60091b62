"""Parts of the page of the reporting round."""

"""What a reader of the site sees, page by page, without the site engine around it."""

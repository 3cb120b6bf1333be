"""What was read, shown upon what was printed: pictures of pages, and a site to review a dataset."""

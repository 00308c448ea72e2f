"""设置: its headings, and the page of each."""

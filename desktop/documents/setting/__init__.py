"""Setting type: characters into lines, lines into pages, as official documents want them."""

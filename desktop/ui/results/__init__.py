"""结果: the pages of a round that is run to its end."""

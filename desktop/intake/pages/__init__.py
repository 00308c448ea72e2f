"""Pages of evidence: PDF and pictures, decoded in a child process that a hostile file may cost."""

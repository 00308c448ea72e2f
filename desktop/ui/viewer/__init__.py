"""The viewer of evidence: pages, thumbnails, searching, and frames that are pinned to what they prove."""

"""Charts: plain figures laid out as drawings, and drawings as PDF, SVG and PNG."""

"""What comes from outside, made plain and checked; hostile files only in a helper process."""

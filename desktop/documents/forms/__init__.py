"""Forms: what each paper of an assessment says, as manuscripts."""

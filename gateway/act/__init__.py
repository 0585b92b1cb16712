"""What is done with a verdict: answers, rewriting, restoring. One act is one file."""

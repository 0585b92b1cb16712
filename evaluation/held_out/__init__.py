"""The part that authors of recognizers do not look at: other templates, other names, another seed. See the package's README."""

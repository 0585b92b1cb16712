"""The shell around gateway/extract/documents/: processes with limits, and the proxy's way to ask them."""

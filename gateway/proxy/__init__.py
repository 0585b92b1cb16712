"""The mitmproxy shell: one addon with one fail-closed boundary."""

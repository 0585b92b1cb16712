#!/bin/sh
# Uvnitř WSL: distribuce má vlastní úložiště, certifikáty Windows nevidí. PAC se ve WSL nepoužívá; programy se nasměrují podle ../env.
#   sudo sh install.sh [--remove]
set -eu
exec sh "$(dirname "$0")/../linux/install.sh" "$@"

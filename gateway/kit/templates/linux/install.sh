#!/bin/sh
# Celnice na počítači s Linuxem: certifikát do úložiště systému, proměnné prostředí pro programy s vlastním seznamem autorit.
#   sudo ./install.sh [--remove]        (ROOT=/jiný/kořen jen pro zkoušky)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${ROOT:-}
if [ -d "$root/etc/pki/ca-trust/source/anchors" ]; then
    anchor=$root/etc/pki/ca-trust/source/anchors/celnice.crt refresh=update-ca-trust bundle=/etc/pki/tls/certs/ca-bundle.crt
else
    anchor=$root/usr/local/share/ca-certificates/celnice.crt refresh=update-ca-certificates bundle=/etc/ssl/certs/ca-certificates.crt
fi
profile=$root/etc/profile.d/celnice.sh
if [ "${1:-}" = --remove ]; then
    rm -f "$anchor" "$profile"
else
    mkdir -p "$(dirname "$anchor")" "$(dirname "$profile")"
    cp "$here/../ca/celnice-ca.pem" "$anchor"
    chmod 0644 "$anchor"
    cat > "$profile" <<END
# Programy s vlastním seznamem autorit: Node, Python (requests, httpx), curl s vlastní knihovnou
export NODE_EXTRA_CA_CERTS=${anchor#"$root"}
export REQUESTS_CA_BUNDLE=$bundle
export SSL_CERT_FILE=$bundle
END
    chmod 0644 "$profile"
fi
if [ -z "$root" ]; then "$refresh"; fi

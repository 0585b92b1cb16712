umask 077
mkdir -p /var/lib/celnice/data/ca /keys/celnice
ln -sfn /keys/celnice /var/lib/celnice/data/keys
install -m 0600 /run/celnice/ca/ca.pem /run/celnice/ca/ca.key /var/lib/celnice/data/ca/
for step in next old; do
  rm -rf /var/lib/celnice/data/ca/$step
  if [ -e /run/celnice/ca/$step.pem ]; then
    mkdir -p /var/lib/celnice/data/ca/$step
    install -m 0600 /run/celnice/ca/$step.pem /var/lib/celnice/data/ca/$step/ca.pem
  fi
  if [ -e /run/celnice/ca/$step.key ]; then
    install -m 0600 /run/celnice/ca/$step.key /var/lib/celnice/data/ca/$step/ca.key
  fi
done
install -m 0600 /run/celnice/token/api-token /var/lib/celnice/data/api-token

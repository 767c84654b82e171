#!/bin/sh
# Installs what the Django peer needs from Debian's packages; needs root.
set -eu
apt-get update
apt-get install -y --no-install-recommends python3-django gunicorn

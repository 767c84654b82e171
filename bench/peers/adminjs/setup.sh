#!/bin/sh
# Installs the AdminJS peer.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../from-npm.sh"

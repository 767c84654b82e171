#!/bin/sh
# Installs the Directus peer. One part is compiled, which needs a C++ compiler and the headers of the Node.js that comes
# first in PATH; the peer runs with that one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../from-npm.sh"
node=$(command -v node)
(cd "$folder" && "$node" -e "require('isolated-vm')")
ln -sf "$node" "$folder/node"

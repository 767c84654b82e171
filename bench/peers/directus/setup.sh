#!/bin/sh
# Installs the Directus peer from npm into the data folder, away from the portal's own packages. One part is compiled, which
# needs a C++ compiler and the headers of the Node.js that comes first in PATH; the peer runs with that one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${BENCH_DATA:-$here/../../.data}/directus
mkdir -p "$folder"
cp "$here/package.json" "$folder/"
npm install --prefix "$folder" --legacy-peer-deps --no-audit --no-fund
node=$(command -v node)
(cd "$folder" && "$node" -e "require('isolated-vm')")
ln -sf "$node" "$folder/node"

#!/bin/sh
# Installs the AdminJS peer from npm into the data folder, away from the portal's own packages.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${BENCH_DATA:-$here/../../.data}/adminjs
mkdir -p "$folder"
cp "$here/package.json" "$folder/"
# Its parts name older versions of each other as peers than they work with.
npm install --prefix "$folder" --legacy-peer-deps --no-audit --no-fund

# Sourced by the setup.sh of a peer that comes from npm, with `here` as its folder: installs what its package.json names
# into the data folder, away from the portal's own packages, and leaves that place in `folder`.
folder=${BENCH_DATA:-$here/../../.data}/$(basename "$here")
mkdir -p "$folder"
cp "$here/package.json" "$folder/"
# Their parts name other versions of each other as peers than they work with.
npm install --prefix "$folder" --legacy-peer-deps --no-audit --no-fund

#!/bin/sh
# Asks the queries of this folder of Dateline, Pagefind and MiniSearch and prints the tables of docs/languages.md.
#   sh bench/languages/run.sh SCRATCH
# SCRATCH is a folder for what npm installs and Pagefind writes. WRONG=1 lists Dateline's wrong answers as well.
set -eu
mkdir -p "$1"
scratch=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
[ -d "$scratch/node_modules/pagefind" ] || npm install --silent --no-save --prefix "$scratch" pagefind@1.6.0 minisearch@7.2.0
[ -f "$scratch/package.json" ] || echo '{}' > "$scratch/package.json"
cargo run --quiet --package dateline-bench --example languages > "$scratch/dateline.jsonl"
node bench/languages/compare.mjs "$scratch" "$scratch/dateline.jsonl"

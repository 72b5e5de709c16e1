#!/bin/sh
# Runs Dateline beside the other libraries of a copy of the benchmark kit.
#   sh bench/run.sh KIT [sizes] [adapters]
# KIT is a scratch copy of the kit in which `npm install` was run (see its README); wasm-bindgen must be on the path.
set -eu
kit=$(cd "$1" && pwd)
sizes=${2:-100000@100}
adapters=${3:-dateline,js-typed}
cd "$(dirname "$0")/.."
cargo build --quiet --package dateline-bench --release --target wasm32-unknown-unknown
wasm-bindgen --target web --no-typescript --out-dir "$kit/limit" \
  "${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/release/dateline_bench.wasm"
cp bench/adapter.mjs "$kit/adapters/dateline.mjs"
cp bench/empty.mjs "$kit/empty.mjs"
cd "$kit"
mkdir -p cache dist results
node empty.mjs "${sizes%%@*}"
node run.mjs --sizes "$sizes" --only "$adapters" --out dateline

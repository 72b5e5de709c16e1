// Runs the worker module in Node: `node run.cjs MODULE FOLDER OUT` builds a corpus of the files in a folder.
"use strict";
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

const [worker, folder, out] = process.argv.slice(2);
const { build } = require(resolve(worker));
// A Buffer is a Uint8Array, but a view into a larger one: the module must take just the file's bytes.
const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]);
writeFileSync(out, build(files));

try {
  build([["a.txt", new Uint8Array()], ["b.txt"]]);
  throw new Error("a pair without bytes was taken");
} catch (error) {
  if (error !== "file 1: expected [path, Uint8Array]") throw error;
}

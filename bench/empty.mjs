// The cost of asking for nothing: call, 660 counts and 20 ids, at so many articles of the kit. Run in a copy of the kit
// by `cargo xtask bench`.
import fs from 'node:fs';
import { initSync, DatelineBench, DatelineFreezer } from './limit/dateline_bench.js';
import { makeMeta } from './corpus.mjs';

const count = Number(process.argv[2] ?? 100000);
initSync({ module: fs.readFileSync(new URL('./limit/dateline_bench_bg.wasm', import.meta.url)) });
const c = makeMeta(count);
let start = performance.now();
const freezer = new DatelineFreezer();
for (let i = 0; i < count; i += 1) {
  freezer.add(c.day[i], c.aIds.subarray(c.aOff[i], c.aOff[i + 1]), c.tIds.subarray(c.tOff[i], c.tOff[i + 1]), '', '');
}
const bytes = freezer.finish();
const behind = 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
const bench = DatelineBench.open(bytes.subarray(8, behind), DatelineBench.in_order(c.day));
const built = performance.now() - start;
const times = [];
for (let i = 0; i < 2000; i += 1) {
  start = performance.now();
  const answer = bench.everything();
  times.push(performance.now() - start);
  if (answer[0] !== count || answer.length !== 2 + Math.min(20, count) + 660) throw Error(`wrong answer: ${answer[0]}`);
}
times.sort((x, y) => x - y);
const at = (share) => times[Math.floor(times.length * share)].toFixed(4);
console.log(`empty query at ${count} articles: median ${at(0.5)} ms, p95 ${at(0.95)} ms (built and opened in ${built.toFixed(0)} ms)`);

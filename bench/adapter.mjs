// Adapter of the benchmark kit: Dateline's corpus, asked through its own `run`. `bench/run.sh` puts it into a copy of the
// kit as adapters/dateline.mjs, with the module beside the kit's own in limit/.
import init, { DatelineBench } from '../limit/dateline_bench.js';

let bench, memory;

const unpack = (flat) => {
  const rows = 2 + flat[1], actors = rows + 500, topics = actors + 40;
  return {
    total: flat[0],
    top: Array.from(flat.subarray(2, rows)),
    actors: flat.subarray(rows, actors),
    topics: flat.subarray(actors, topics),
    months: flat.subarray(topics, topics + 120),
  };
};

const run = (f) => unpack(bench.filter(f.actor, f.topics?.[0] ?? -1, f.topics?.[1] ?? -1, f.m0, f.m1));

export default {
  name: 'dateline',
  jobs: ['filter', 'wide'],
  async build(c) {
    memory = (await init({ module_or_path: '/limit/dateline_bench_bg.wasm' })).memory;
    bench = DatelineBench.build(c.day, c.aOff, c.aIds, c.tOff, c.tIds);
  },
  filter: run,
  wide: run,
  wasmBytes: () => memory.buffer.byteLength,
};

// Adapter of the benchmark kit: Dateline's corpus, asked through its own `run`. `cargo xtask bench` puts it into a copy of
// the kit as adapters/dateline.mjs, with the module beside the kit's own in limit/.
import init, { DatelineBench, DatelineFreezer } from '../limit/dateline_bench.js';

const JOBS = ['word', 'and', 'prefix', 'fuzzy', 'phrase', 'filter', 'wide', 'textFilter'];

let bench, memory, bytes;

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

const run = (f) =>
  unpack(bench.filter(f.actor, f.topics?.[0] ?? -1, f.topics?.[1] ?? -1, f.m0, f.m1, f.q ? f.q + ' ' : ''));

// A space behind the last word says that it is finished.
const words = (typed) => {
  const flat = bench.words(typed);
  return { total: flat[0], top: Array.from(flat.subarray(2)) };
};

const start = async () => {
  memory ??= (await init({ module_or_path: '/limit/dateline_bench_bg.wasm' })).memory;
};

// The first part, then the words and where they stand, each behind its length.
const opened = (numbers) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let at = 0;
  const next = () => {
    const start = at + 8;
    at = start + view.getUint32(at, true);
    return bytes.subarray(start, at);
  };
  const corpus = DatelineBench.open(next(), numbers);
  for (let number = 0; at < bytes.length; number += 1) {
    if (!corpus.provide(number, next())) throw Error(`part ${number} is refused`);
  }
  return corpus;
};

// The job `ready`: bytes in memory, then the corpus opened and the first answer. The kit has no such job, so the time is left
// in its cache, where `cargo xtask bench` finds it.
const open = async (days, size) => {
  const numbers = DatelineBench.in_order(days);
  const from = performance.now();
  bench = opened(numbers);
  run({ actor: 0, topics: [0, 1], m0: 0, m1: 119 });
  const ready = performance.now() - from;
  await fetch(`/upload/ready-dateline-${size}-${Date.now()}.json`, { method: 'POST', body: String(ready) });
};

export default {
  name: 'dateline',
  jobs: JOBS,
  ext: 'bin',
  needMeta: true,
  async build(c) {
    await start();
    const freezer = new DatelineFreezer();
    for (let i = 0; i < c.n; i += 1) {
      freezer.add(
        c.day[i], c.aIds.subarray(c.aOff[i], c.aOff[i + 1]), c.tIds.subarray(c.tOff[i], c.tOff[i + 1]),
        c.titles?.[i] ?? '', c.texts?.[i] ?? '',
      );
    }
    bytes = freezer.finish();
    await open(c.day, `${c.n}@${c.texts ? 'built' : 0}`);
  },
  serialize: () => bytes,
  async load(get, meta, _, size) {
    await start();
    bytes = new Uint8Array(await (await get()).arrayBuffer());
    await open(meta.day, size);
    bytes = undefined;
  },
  filter: run,
  wide: run,
  textFilter: run,
  word: (q) => words(q + ' '),
  and: (q) => words(q.join(' ') + ' '),
  prefix: (q) => words(q),
  fuzzy: (q) => words(q + ' '),
  phrase: (q) => words(`"${q.join(' ')}" `),
  wasmBytes: () => memory.buffer.byteLength,
};

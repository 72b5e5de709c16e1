// Asks Pagefind, MiniSearch and Dateline the queries of this folder and writes a table of how well each answers.
//   node compare.mjs SCRATCH DATELINE.jsonl
// SCRATCH is a folder in which pagefind and minisearch are installed; DATELINE.jsonl comes from the example `languages`.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [scratch, datelineFile] = process.argv.slice(2);
const own = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(scratch, 'package.json'));
const TAGS = { korean: 'ko', japanese: 'ja', chinese: 'zh' };

const lines = async (file) => (await readFile(file, 'utf8')).split('\n').filter(Boolean);
const bed = async (language) => ({
  language,
  tag: TAGS[language],
  articles: (await lines(join(own, `${language}.articles.tsv`))).map((line) => {
    const [id, headline, text] = line.split('\t');
    return { id, headline, text };
  }),
  queries: (await lines(join(own, `${language}.queries.tsv`))).map((line) => {
    const [kind, query, ids] = line.split('\t');
    return { kind, query, expected: new Set(ids.split(' ').filter(Boolean)) };
  }),
});

// MiniSearch as its documentation shows it: all words must occur, the last may be unfinished. It leaves the making of words
// to the caller; without more it parts at spaces and marks, else by the segmenter that comes with the engine.
async function miniSearch({ tag, articles }, segmented) {
  const { default: MiniSearch } = await import(pathToFileURL(require.resolve('minisearch')).href);
  const segmenter = new Intl.Segmenter(tag, { granularity: 'word' });
  const tokenize = (text) => [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment);
  const index = new MiniSearch({ fields: ['headline', 'text'], ...(segmented ? { tokenize } : {}) });
  index.addAll(articles);
  return async (query) => index.search(query, { combineWith: 'AND', prefix: true }).map((found) => found.id);
}

// Pagefind indexes custom records in the language given and is asked through its own browser module.
async function pagefind({ language, tag, articles }) {
  const { createIndex } = await import(pathToFileURL(join(scratch, 'node_modules/pagefind/lib/index.js')).href);
  const { index } = await createIndex({ forceLanguage: tag });
  for (const { id, headline, text } of articles) {
    await index.addCustomRecord({ url: `/${id}`, content: `${headline}\n${text}`, language: tag, meta: { title: headline } });
  }
  const outputPath = join(scratch, `pagefind-${language}`);
  await rm(outputPath, { recursive: true, force: true });
  await index.writeFiles({ outputPath });
  await writeFile(join(outputPath, 'package.json'), '{"type": "module"}');
  const server = createServer(async (request, response) => {
    const path = join(outputPath, new URL(request.url, 'http://host').pathname);
    response.end(await readFile(path).catch(() => ''));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${server.address().port}/`;
  globalThis.window = globalThis;
  // Another host than the server's, or Pagefind shortens its addresses to paths, which are none here.
  globalThis.location = new URL('http://page.invalid/');
  globalThis.document = { querySelector: () => ({ getAttribute: () => tag }), currentScript: null };
  const engine = await import(pathToFileURL(join(outputPath, 'pagefind.js')).href);
  await engine.options({ basePath: base, baseUrl: '/' });
  await engine.init();
  const ask = async (query) => {
    const { results } = await engine.search(query);
    return Promise.all(results.map(async (result) => (await result.data()).url.slice(1)));
  };
  return Object.assign(ask, { close: () => server.close() });
}

async function dateline({ language }) {
  const rows = (await lines(datelineFile)).map((line) => JSON.parse(line));
  const found = new Map(rows.filter((row) => row[0] === language).map(([, query, ids]) => [query, ids]));
  return async (query) => found.get(query) ?? [];
}

const CONTENDERS = {
  Dateline: dateline,
  Pagefind: pagefind,
  MiniSearch: (bed) => miniSearch(bed, false),
  'MiniSearch, segmented': (bed) => miniSearch(bed, true),
};

const empty = () => ({ both: 0, found: 0, expected: 0, exact: 0, queries: 0 });
function add(score, expected, found) {
  const both = found.filter((id) => expected.has(id)).length;
  score.both += both;
  score.found += found.length;
  score.expected += expected.size;
  score.exact += both === found.length && both === expected.size;
  score.queries += 1;
}
const percent = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(1)}` : '–');

const names = Object.keys(CONTENDERS);
const wrong = [];
for (const language of Object.keys(TAGS)) {
  const texts = await bed(language);
  const kinds = new Map([['all', {}]]);
  for (const [name, make] of Object.entries(CONTENDERS)) {
    const ask = await make(texts);
    for (const { kind, query, expected } of texts.queries) {
      const found = [...new Set(await ask(query))];
      for (const key of ['all', kind]) {
        if (!kinds.has(key)) kinds.set(key, {});
        add((kinds.get(key)[name] ??= empty()), expected, found);
      }
      const isRight = found.length === expected.size && found.every((id) => expected.has(id));
      if (name === 'Dateline' && !isRight) wrong.push([language, kind, query, [...expected].join(' '), found.sort().join(' ')]);
    }
    ask.close?.();
  }
  console.log(`\n## ${language[0].toUpperCase()}${language.slice(1)}: ${texts.articles.length} articles, ${texts.queries.length} queries\n`);
  console.log(`| queries | ${names.join(' | ')} |\n| --- | ${names.map(() => '---:').join(' | ')} |`);
  for (const [kind, scores] of kinds) {
    const cell = ({ both, found, expected, exact, queries }) =>
      `${percent(both, found)} / ${percent(both, expected)} / ${percent(exact, queries)}`;
    console.log(`| ${kind} (${scores.Dateline.queries}) | ${names.map((name) => cell(scores[name])).join(' | ')} |`);
  }
}
if (process.env.WRONG) for (const row of wrong) console.error(row.join('\t'));
process.exit(0);

// Starts the page: checks what the browser can do, fetches the module with its hash, hands it to the glue of
// wasm-bindgen, and says what is wrong where anything is. Afterwards it watches for a crash of the module.
//
// It leaves out everything that the page shows once it runs. A classic script, because a module script does not run at
// all from file://, where there is most to explain. Addresses, hashes, sizes and words stand in data- attributes of its
// own element; `cargo xtask build` writes them there.
"use strict";
(() => {
  const own = document.currentScript.dataset;
  const { module, glue, words } = own;
  const say = JSON.parse(words || "{}");

  const site = JSON.parse(own.site || "{}");

  // A file that its name, hash and size are written for; null where there is none.
  const part = (kind) => own[kind] ? { file: own[kind], hash: own[kind + "Hash"], bytes: Number(own[kind + "Bytes"]) } : null;

  // A server that sends nothing for so long is taken for dead; shorter would blame slow phones.
  const SILENCE = 20_000;
  // Each part is asked for so often; more only keeps a reader waiting for the same answer.
  const TRIES = 3;
  // Where progress cannot be seen, a part may take as long as it would at 10 bytes a millisecond, and SILENCE.
  const SLOWEST = 10;

  // ---- Words ----

  function text(key, slots = {}) {
    return (say[key] ?? key).replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot);
  }

  function make(tag, className, content) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (content) element.textContent = content;
    return element;
  }

  function button(key, act) {
    const element = make("button", "boot-button", text(key));
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  // ---- Trusted Types: no markup at all, and only the page's own scripts ----

  // The addresses of the page's own scripts; boot.js adds to it what it loads.
  const ownScripts = new Set();

  function ownScript(address) {
    if (ownScripts.has(address)) return address;
    throw new TypeError("Dateline refuses this script: " + address.slice(0, 80));
  }

  globalThis.trustedTypes?.createPolicy("default", { createScriptURL: ownScript });

  // ---- The crash latch ----

  let crash = null;
  let started = false;
  let overlay = null;

  // A panic of the module, and any other uncaught error with the module or its glue on the stack. An extension's errors
  // and the browser's own notices do not stop the page.
  function ours(error) {
    if (!error) return false;
    const stack = String(error.stack ?? "");
    return error instanceof WebAssembly.RuntimeError || /wasm/.test(stack) || (!!glue && stack.includes(glue));
  }

  function latch(error) {
    if (crash || !ours(error)) return;
    crash = error;
    if (started) showCrash(error);
    else showFailure(new Failure("failed", { reason: String(error) }));
  }

  function watch() {
    addEventListener("error", (event) => latch(event.error));
    addEventListener("unhandledrejection", (event) => latch(event.reason));
    // After a panic the module is half alive; nothing may reach it any more. These listeners are the first of all.
    for (const kind of ["keydown", "keyup", "input", "click", "pointerdown", "pointermove", "pointerup", "focusin",
      "hashchange", "popstate", "storage", "resize", "scroll"]) {
      addEventListener(kind, (event) => {
        const inOverlay = event.target instanceof Node && overlay?.contains(event.target);
        if (crash && !(inOverlay && kind === "click")) event.stopImmediatePropagation();
      }, true);
    }
  }

  function showCrash(error) {
    overlay = make("div", "boot-overlay");
    const box = make("div", "boot");
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-modal", "true");
    box.setAttribute("aria-labelledby", "boot-title");
    box.setAttribute("aria-describedby", "boot-what");
    const reload = button("reload", () => location.reload());
    const empty = button("try_safe", () => { location.hash = "safe"; location.reload(); });
    box.append(...described("crashed_title", text("crashed"), ""), buttons(reload, empty), details(error.stack ?? error));
    overlay.append(box);
    for (const element of document.body.children) element.inert = true;
    document.body.append(overlay);
    reload.focus();
  }

  // ---- What stands on the screen until the page does ----

  const loading = document.getElementById("loading");

  function showProgress(loaded, total) {
    const bar = document.getElementById("loading-bar");
    bar.max = total;
    bar.value = loaded;
    const kilobytes = (bytes) => String(Math.round(bytes / 1000));
    document.getElementById("loading-progress").textContent =
      text("progress", { loaded: kilobytes(loaded), total: kilobytes(total) });
  }

  function showOpening() {
    document.getElementById("loading-said").textContent = text("opening");
  }

  // Why the page does not start: `kind` is a key of the words; the slots fill them.
  class Failure extends Error {
    constructor(kind, slots = {}) {
      super(kind + " " + JSON.stringify(slots));
      this.kind = kind;
      this.slots = slots;
    }
  }

  function showFailure(failure) {
    const page = make("main", "boot");
    const alert = make("div");
    alert.setAttribute("role", "alert");
    const remedy = say[failure.kind + "_remedy"] ? text(failure.kind + "_remedy", failure.slots) : "";
    page.append(alert);
    if (failure.kind !== "from_disk") page.append(buttons(button("again", () => location.reload())));
    page.append(details(failure.message));
    page.dataset.failure = failure.kind;
    document.body.replaceChildren(page);
    // Filled once it stands in the page, so that screen readers read it out.
    alert.append(...described("failed_title", text(failure.kind, failure.slots), remedy));
  }

  function described(title, what, remedy) {
    const heading = make("h1", "boot-title", text(title));
    heading.id = "boot-title";
    const first = make("p", "", what);
    first.id = "boot-what";
    return remedy ? [heading, first, make("p", "", remedy)] : [heading, first];
  }

  function buttons(...all) {
    const row = make("p", "boot-buttons");
    row.append(...all);
    return row;
  }

  function details(reason) {
    const element = make("details");
    element.append(make("summary", "", text("details")), make("pre", "", [reason, location.href].join("\n")));
    return element;
  }

  // ---- What the browser must be able to do ----

  function checkBrowser() {
    if (location.protocol === "file:") throw new Failure("from_disk");
    if (!module) throw new Failure("unfinished");
    if (typeof WebAssembly !== "object" || typeof WebAssembly.compile !== "function") {
      throw new Failure("no_wasm");
    }
    const streams = typeof ReadableStream === "function" && "body" in Response.prototype;
    if (!streams || typeof AbortController !== "function") throw new Failure("no_streams");
  }

  // ---- Fetching with integrity ----

  const address = (file) => new URL(file, document.baseURI).href;
  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

  // Asks three times, since a lost connection often is back at once. Silence has cost its time already.
  async function persist(ask) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask(attempt);
      } catch (failure) {
        if (failure.kind === "slow" || failure.kind === "cancelled" || attempt === TRIES) throw failure;
        await pause(500 * attempt);
      }
    }
  }

  // The bytes of a part, whose hash was checked. Who asked for it may cancel it with a signal.
  async function fetchPart(part, progress, attempt, signal) {
    const cache = attempt > 1 ? "reload" : "default";
    if (!globalThis.crypto?.subtle) return fetchUnseen(part, cache);
    const bytes = await readPart(part, progress, cache, signal);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
    if ("sha384-" + btoa(String.fromCharCode(...digest)) !== part.hash) throw new Failure("changed", part);
    return bytes;
  }

  // Without a secure context there is no WebCrypto: the browser checks the hash itself, and shows nothing before the end.
  // It does not say what failed, so the part is read once more to find out.
  async function fetchUnseen(part, cache) {
    const timer = new AbortController();
    const timeout = setTimeout(() => timer.abort(), SILENCE + part.bytes / SLOWEST);
    try {
      const response = await fetch(address(part.file), { cache, integrity: part.hash, signal: timer.signal });
      return new Uint8Array(await response.arrayBuffer());
    } catch {
      await readPart(part, () => {}, "reload");
      throw new Failure("changed", part);
    } finally {
      clearTimeout(timeout);
    }
  }

  // The bytes of a part as they arrive, unchecked but for their number.
  async function readPart(part, progress, cache, signal) {
    if (signal?.aborted) throw new Failure("cancelled", part);
    const control = new AbortController();
    const cancel = () => control.abort();
    signal?.addEventListener("abort", cancel);
    let silent = 0;
    const heard = () => {
      clearTimeout(silent);
      silent = setTimeout(() => control.abort(), SILENCE);
    };
    const bytes = new Uint8Array(part.bytes);
    let loaded = 0;
    heard();
    try {
      const response = await fetch(address(part.file), { cache, signal: control.signal });
      if (!response.ok) throw new Failure("missing", { ...part, status: response.status });
      const reader = response.body.getReader();
      for (let step = await reader.read(); !step.done; step = await reader.read()) {
        heard();
        if (loaded + step.value.length > bytes.length) throw new Failure("changed", part);
        bytes.set(step.value, loaded);
        loaded += step.value.length;
        progress(loaded);
      }
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (signal?.aborted) throw new Failure("cancelled", part);
      if (control.signal.aborted) throw new Failure("slow", { ...part, seconds: SILENCE / 1000 });
      throw new Failure(loaded > 0 ? "cut" : "unreachable", { ...part, loaded, reason: String(error) });
    } finally {
      clearTimeout(silent);
      signal?.removeEventListener("abort", cancel);
    }
    if (loaded < bytes.length) throw new Failure("cut", { ...part, loaded });
    return bytes;
  }

  // The glue of wasm-bindgen is an ES module. A module script carries the hash, so what was checked is what runs; `import`
  // of the same address then gives that same instance. A failed address stays failed in the browser: each try has its own.
  async function loadGlue(part, attempt) {
    const source = address(part.file) + (attempt > 1 ? "?try=" + attempt : "");
    ownScripts.add(source);
    const script = document.createElement("script");
    script.type = "module";
    script.integrity = part.hash;
    script.src = source;
    const arrived = await new Promise((resolve) => {
      script.addEventListener("load", () => resolve(true));
      script.addEventListener("error", () => resolve(false));
      setTimeout(() => resolve(null), SILENCE);
      document.head.append(script);
    });
    if (arrived) return import(source);
    if (arrived === null) throw new Failure("slow", { ...part, seconds: SILENCE / 1000 });
    await fetchPart(part, () => {}, TRIES);
    throw new Failure("changed", part);
  }

  // The bytes of what was cut into pieces, each a file, its hash and its size.
  async function fetchPieces(pieces, progress, signal) {
    const parts = pieces.map(([file, hash, bytes]) => ({ file, hash, bytes }));
    const loaded = parts.map(() => 0);
    const fetched = await Promise.all(parts.map((part, place) => persist((attempt) => fetchPart(part, (now) => {
      loaded[place] = now;
      progress(sum(loaded));
    }, attempt, signal))));
    if (fetched.length === 1) return fetched[0];
    const whole = new Uint8Array(size(pieces));
    fetched.reduce((at, bytes) => (whole.set(bytes, at), at + bytes.length), 0);
    return whole;
  }

  const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
  const size = (pieces) => sum(pieces.map(([, , bytes]) => bytes));

  // ---- What is loaded later ----

  // What the page can ask for once it stands: pieces by name. After a failure it is asked for again.
  let table = null;
  const underway = new Map();

  function lookUp(name) {
    table ??= readTable(JSON.parse(own.table || "[]")).catch((failure) => {
      table = null;
      throw failure;
    });
    return table.then((files) => files[name]);
  }

  async function readTable(pieces) {
    if (pieces.length === 0) return {};
    return JSON.parse(new TextDecoder().decode(await fetchPieces(pieces, () => {})));
  }

  // Hands the exports of the first module on, once it runs: the second one works with them.
  let run = null;
  const running = new Promise((resolve) => { run = resolve; });

  // Joins the second module of the program, and the style of what it draws, to the first: behind the first view, where that
  // does not wait for it.
  async function joinProgram(signal) {
    const first = await running;
    if (started) await new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve, { timeout: 200 }));
    const parts = ["later", "laterStyle"].map(part);
    if (parts.includes(null)) throw new Failure("unfinished");
    const total = sum(parts.map(({ bytes }) => bytes));
    const progress = (loaded) => { if (!started) showProgress(loaded, total); };
    const [bytes, style] = await Promise.all(parts.map((part) =>
      persist((attempt) => fetchPart(part, progress, attempt, signal))));
    await WebAssembly.instantiate(bytes, { first }).catch((error) => {
      throw new Failure("failed", { reason: String(error) });
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(new TextDecoder().decode(style));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return new Uint8Array();
  }

  async function fetchNamed(name, signal) {
    const pieces = await lookUp(name);
    if (!pieces) throw new Failure("missing", { file: name, status: "404" });
    return fetchPieces(pieces, () => {}, signal);
  }

  // Hands over the bytes of what has this name, or words that say what is wrong and what to do; nothing, if it was cancelled.
  // "program" is the second module: it has no bytes for the page.
  async function load(name, done) {
    const control = new AbortController();
    const { signal } = control;
    underway.set(name, control);
    let loaded = null;
    let why = [];
    try {
      loaded = await (name === "program" ? joinProgram(signal) : fetchNamed(name, signal));
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      why = [failure.kind, failure.kind + "_remedy"].map((key) => text(key, failure.slots));
    }
    if (underway.get(name) === control) underway.delete(name);
    if (crash) return;
    if (signal.aborted) done();
    else done(loaded, ...why);
  }

  // ---- The start ----

  async function start() {
    checkBrowser();
    watch();
    const program = part("module");
    const corpus = JSON.parse(own.corpus || "[]");
    const total = program.bytes + size(corpus);
    const arrived = [0, 0];
    const progress = (place) => (loaded) => {
      arrived[place] = loaded;
      showProgress(sum(arrived), total);
    };
    // Nothing waits for it yet.
    lookUp("").catch(() => {});
    const [bytes, first, { default: initialise }] = await Promise.all([
      persist((attempt) => fetchPart(program, progress(0), attempt)),
      corpus.length > 0 ? fetchPieces(corpus, progress(1)) : null,
      persist((attempt) => loadGlue(part("glue"), attempt)),
    ]);
    showOpening();
    const compiled = await WebAssembly.compile(bytes).catch((error) => {
      throw new Failure("too_old", { reason: String(error) });
    });
    const [section] = WebAssembly.Module.customSections(compiled, "dateline.corpus");
    globalThis.dateline = {
      // The articles that the site's owner put beside the finished module, or into it; without them the page has its own.
      corpus: first ?? (section ? new Uint8Array(section) : null),
      // What the publisher says of this site, by key; without it a page is nobody's in particular.
      site: (key) => site[key] || null,
      load,
      cancel: (name) => underway.get(name)?.abort(),
      // Whether the page starts without the reader's own data.
      safe: location.hash.slice(1).split("&").includes("safe"),
      // The page's first view stands.
      ready() {
        started = true;
        this.corpus = null;
        loading.remove();
      },
      // After a crash nothing may be written: no storage, no history.
      frozen: () => crash !== null,
    };
    run(await initialise({ module_or_path: compiled }));
  }

  document.querySelector(".boot-late")?.remove();
  start().catch((error) => {
    if (crash) return;
    crash = error;
    showFailure(error instanceof Failure ? error : new Failure("failed", { reason: String(error) }));
  });
})();

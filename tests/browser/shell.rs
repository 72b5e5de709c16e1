//! The start of the page: that it starts, strictly and under any path, and that each broken start says what is wrong.

use crate::support::{Fault, Page, Part, Site, Test};
use std::{io::Read as _, io::Write as _, net::TcpStream, time::Duration};

pub const TESTS: &[Test] = &[
    ("starts_and_draws_the_page", starts_and_draws_the_page),
    ("runs_under_any_path", runs_under_any_path),
    ("starts_without_a_secure_context", starts_without_a_secure_context),
    ("reads_a_corpus_in_the_module", reads_a_corpus_in_the_module),
    ("the_server_sends_the_policy", the_server_sends_the_policy),
    ("the_policy_refuses_other_code", the_policy_refuses_other_code),
    ("a_violation_is_seen_by_the_tests", a_violation_is_seen_by_the_tests),
    ("says_that_the_module_is_missing", says_that_the_module_is_missing),
    ("says_that_the_module_was_cut_off", says_that_the_module_was_cut_off),
    ("says_that_the_module_is_shorter", says_that_the_module_is_shorter),
    ("refuses_a_module_with_one_bit_changed", refuses_a_module_with_one_bit_changed),
    ("refuses_a_changed_module_without_a_secure_context", refuses_a_changed_module_without_a_secure_context),
    ("says_that_the_glue_is_missing", says_that_the_glue_is_missing),
    ("refuses_glue_with_one_bit_changed", refuses_glue_with_one_bit_changed),
    ("tries_again_after_a_lost_connection", tries_again_after_a_lost_connection),
    ("says_that_the_server_is_silent", says_that_the_server_is_silent),
    ("says_that_the_server_fell_silent", says_that_the_server_fell_silent),
    ("says_that_the_glue_does_not_come", says_that_the_glue_does_not_come),
    ("says_that_boot_js_is_missing", says_that_boot_js_is_missing),
    ("says_that_webassembly_is_missing", says_that_webassembly_is_missing),
    ("says_that_streams_are_missing", says_that_streams_are_missing),
    ("says_what_to_do_from_the_disk", says_what_to_do_from_the_disk),
    ("says_that_scripts_are_needed", says_that_scripts_are_needed),
    ("freezes_after_a_crash", freezes_after_a_crash),
    ("stays_alive_after_an_error_of_others", stays_alive_after_an_error_of_others),
];

fn starts_and_draws_the_page(page: &Page) {
    let site = Site::start();
    page.open(site.address());
    page.shows("Dateline");
    assert_eq!(page.js("return dateline.frozen()"), false);
    assert_eq!(page.js("return dateline.safe"), false);
    let asked = site.asked();
    let programs = asked.iter().filter(|path| Part::Module.is(&path[1..])).count();
    assert_eq!(programs, 1, "everything is loaded once: {asked:?}");
}

fn runs_under_any_path(page: &Page) {
    let site = Site::with(xtask::root().join("dist"), "/some/long%20path/", &[]);
    page.open(site.address());
    let outside: Vec<_> =
        site.asked().into_iter().filter(|path| !path.starts_with("/some/long%20path/")).collect();
    assert_eq!(outside, [""; 0], "all that the page asks for lies under its path");
}

/// A site without encryption, where the browser offers no hashes.
fn starts_without_a_secure_context(page: &Page) {
    let site = Site::start();
    page.open(&site.address().replace("localhost", "plain.example"));
    assert_eq!(page.js("return isSecureContext"), false);
}

fn reads_a_corpus_in_the_module(page: &Page) {
    let folder = std::env::temp_dir().join(format!("dateline-own-{}", std::process::id()));
    let articles = folder.join("articles");
    std::fs::create_dir_all(&articles).unwrap();
    let story =
        "Ruritania opens a bridge\n\nSTRELSAU, March 3 - The bridge was opened on Monday, the mayor said.\n";
    std::fs::write(articles.join("bridge.txt"), story).unwrap();
    xtask::page::assemble(Some(&articles), &folder.join("site")).unwrap();
    let site = Site::with(folder.join("site"), "/", &[]);
    page.open(site.address());
    page.settles(Page::headlines, &vec!["Ruritania opens a bridge".to_owned()]);
    std::fs::remove_dir_all(folder).unwrap();
}

fn the_server_sends_the_policy(page: &Page) {
    let site = Site::start();
    let host = site.address().trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    for part in ["default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"] {
        assert!(answer.split("\r\n\r\n").next().unwrap().contains(part), "{part} is missing in {answer}");
    }
    page.open(site.address());
    let meta = page.js_text("return document.head.firstElementChild.content");
    let header = xtask::server::POLICY.replace("; frame-ancestors 'none'", "");
    assert_eq!(meta, header, "the page's own policy is the header's, but for what only a header can say");
}

/// Article text must not become code even if a view made a mistake.
fn the_policy_refuses_other_code(page: &Page) {
    let site = Site::start();
    page.open(site.address());
    for markup in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p onclick=\"alert(1)\">x</p>",
        "<p title=\"a\"onclick=\"alert(1)\">x</p>",
        "<p/onclick=alert(1)>x</p>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=javascript:alert(1)>x</a>",
        "<svg><use xlink:href=\"https://elsewhere.example/x#y\"></use></svg>",
        "<svg><animate attributeName=\"href\" values=\"javascript:alert(1)\"></animate></svg>",
        "<iframe srcdoc=\"x\"></iframe>",
        "<p style=\"color:red\">x</p>",
        "<p title='<script>'>x</p>",
        "<!--><script>alert(1)</script-->",
        "<p title=\">\"><img src=\"x\"></p>",
        "a < b",
        "<p>plain</p>",
        "words",
    ] {
        let script = "const e = document.createElement('template'); \
            try { e.innerHTML = MARKUP; return 'taken' } catch (error) { return error.name }"
            .replace("MARKUP", &serde_json::json!(markup).to_string());
        assert_eq!(page.js_text(&script), "TypeError", "{markup}");
    }
    let script = "const e = document.createElement('script'); \
        try { e.src = 'https://elsewhere.example/x.js'; return 'taken' } catch (error) { return error.name }";
    assert_eq!(page.js_text(script), "TypeError");
    let script = "const e = document.createElement('script'); \
        try { e.text = 'window.broken = 1'; document.head.append(e) } catch {} return String(window.broken)";
    assert_eq!(page.js_text(script), "undefined");
    page.js("window.__violations = []; return null");
}

/// The oracle of all other tests can fire.
fn a_violation_is_seen_by_the_tests(page: &Page) {
    let site = Site::start();
    page.open(site.address());
    page.js("const e = new Image(); e.src = 'https://elsewhere.example/x.png'; document.body.append(e); return null");
    page.until("the violation is noted", "return window.__violations.length > 0");
    assert!(page.violations()[0].starts_with("img-src"), "{:?}", page.violations());
    assert_eq!(page.foreign_requests(), ["https://elsewhere.example/x.png"]);
    page.js("window.__violations = []; performance.clearResourceTimings(); return null");
}

fn says_that_the_module_is_missing(page: &Page) {
    fails(page, &[(Part::Module, Fault::Missing)], "missing", "404", 10);
}

fn says_that_the_module_was_cut_off(page: &Page) {
    fails(page, &[(Part::Module, Fault::CutOff)], "cut", "incomplete", 10);
}

fn says_that_the_module_is_shorter(page: &Page) {
    fails(page, &[(Part::Module, Fault::Truncated)], "cut", "incomplete", 10);
}

fn refuses_a_module_with_one_bit_changed(page: &Page) {
    let site = fails(page, &[(Part::Module, Fault::BitFlipped)], "changed", "not what it should be", 10);
    let tries = site.asked().iter().filter(|path| Part::Module.is(&path[1..])).count();
    assert_eq!(tries, 3);
}

fn refuses_a_changed_module_without_a_secure_context(page: &Page) {
    page.expect_trouble();
    let site = Site::broken(&[(Part::Module, Fault::BitFlipped)]);
    page.go(&site.address().replace("localhost", "plain.example"));
    check_failure(page, "changed", "not what it should be", 10);
}

fn says_that_the_glue_is_missing(page: &Page) {
    fails(page, &[(Part::Glue, Fault::Missing)], "missing", "404", 10);
}

fn refuses_glue_with_one_bit_changed(page: &Page) {
    fails(page, &[(Part::Glue, Fault::BitFlipped)], "changed", "not what it should be", 10);
}

fn tries_again_after_a_lost_connection(page: &Page) {
    for part in [Part::Module, Part::Glue] {
        let site = Site::broken(&[(part, Fault::LostOnce)]);
        page.open(site.address());
    }
}

fn says_that_the_server_is_silent(page: &Page) {
    fails(page, &[(Part::Module, Fault::Silent)], "slow", "20 seconds", 30);
}

fn says_that_the_server_fell_silent(page: &Page) {
    fails(page, &[(Part::Module, Fault::Stalled)], "slow", "20 seconds", 30);
}

fn says_that_the_glue_does_not_come(page: &Page) {
    fails(page, &[(Part::Glue, Fault::Silent)], "slow", "20 seconds", 30);
}

/// Nobody is there to notice: the page's style shows the hint by itself after a while.
fn says_that_boot_js_is_missing(page: &Page) {
    let site = Site::broken(&[(Part::Boot, Fault::Missing)]);
    page.go(site.address());
    let shown = "return getComputedStyle(document.querySelector('.boot-late')).visibility === 'visible'";
    assert_eq!(page.js(shown), false, "not at once");
    page.until_within("the hint shows", shown, Duration::from_secs(40));
    page.shows("boot.js");
}

fn says_that_webassembly_is_missing(page: &Page) {
    page.before_load("delete globalThis.WebAssembly");
    fails(page, &[], "no_wasm", "WebAssembly", 10);
}

fn says_that_streams_are_missing(page: &Page) {
    page.before_load("delete globalThis.ReadableStream");
    fails(page, &[], "no_streams", "while it arrives", 10);
}

fn says_what_to_do_from_the_disk(page: &Page) {
    page.expect_trouble();
    page.go(&format!("file://{}", xtask::root().join("dist/index.html").display()));
    check_failure(page, "from_disk", "cargo xtask serve", 10);
}

fn says_that_scripts_are_needed(page: &Page) {
    let site = Site::start();
    page.cdp("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": true }));
    page.go(site.address());
    // What assistive technology is told is what is shown; a script could not look while scripts are off.
    let told = |page: &Page| {
        let tree = page.cdp("Accessibility.getFullAXTree", serde_json::json!({}));
        let nodes = tree["nodes"].as_array().expect("a tree of nodes");
        let names = nodes.iter().filter(|node| node["ignored"] == false).map(|node| &node["name"]["value"]);
        let told = names.map(ToString::to_string).collect::<Vec<_>>().join(" ");
        (told.contains("needs JavaScript"), told.contains("Loading"))
    };
    // The style that puts one in place of the other may come later than the words.
    page.settles(told, &(true, false));
    page.cdp("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": false }));
}

/// A panic leaves a module that is half alive: the page must stop it, say so, and write nothing.
fn freezes_after_a_crash(page: &Page) {
    page.expect_trouble();
    let site = Site::start();
    page.open(site.address());
    // The panic itself, as the browser reports it: the smallest module that traps.
    page.js(
        "const trap = new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,97,0,0,10,5,1,3,0,0,11]); \
         WebAssembly.instantiate(trap).then(({ instance }) => setTimeout(instance.exports.a)); return null",
    );
    page.find("[role=alertdialog]");
    assert_eq!(page.js("return dateline.frozen()"), true);
    assert_eq!(page.js("return document.activeElement.closest('[role=alertdialog]') !== null"), true);
    assert_eq!(page.js("return [...document.body.children].slice(0, -1).every((e) => e.inert)"), true);
    page.check_accessible();
    page.js("window.reached = 0; addEventListener('hashchange', () => reached++); location.hash = 'x'; return null");
    page.wait(Duration::from_millis(200));
    assert_eq!(page.js("return reached"), 0, "no event reaches the module any more");
    page.click("[role=alertdialog] button");
    page.until("the page stands again", "return !!globalThis.dateline && !dateline.frozen()");
}

fn stays_alive_after_an_error_of_others(page: &Page) {
    page.expect_trouble();
    let site = Site::start();
    page.open(site.address());
    page.js(
        "const error = new Error('of an extension'), promise = Promise.resolve(); \
         dispatchEvent(new ErrorEvent('error', { error })); dispatchEvent(new ErrorEvent('error', {})); \
         dispatchEvent(new PromiseRejectionEvent('unhandledrejection', { promise, reason: error })); return null",
    );
    page.until("the errors were reported", "return window.__errors.length === 2");
    assert_eq!(page.js("return dateline.frozen()"), false);
    assert_eq!(page.count("[role=alertdialog]"), 0);
}

/// Opens a broken site and holds that the page says what is wrong, in which words, after how many seconds at most.
fn fails(page: &Page, faults: &[(Part, Fault)], kind: &str, words: &str, seconds: u64) -> Site {
    page.expect_trouble();
    let site = Site::broken(faults);
    page.go(site.address());
    check_failure(page, kind, words, seconds);
    site
}

fn check_failure(page: &Page, kind: &str, words: &str, seconds: u64) {
    let there = "return !!document.querySelector('main[data-failure]')";
    page.until_within("the page says what is wrong", there, Duration::from_secs(seconds));
    assert_eq!(page.js_text("return document.querySelector('main').dataset.failure"), kind);
    page.shows("Dateline could not start");
    page.shows(words);
    let script = "return !document.body.innerText.match(/\\{\\w+\\}|_remedy/)";
    assert_eq!(page.js(script), true, "all words are there: {}", page.text("main"));
    page.check_accessible();
}

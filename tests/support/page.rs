//! A browser with one tab: acts as a reader does, and looks at what a reader sees. Every call waits for its effect or
//! fails with what it waited for.

use serde_json::{Value, json};
use std::{
    cell::Cell,
    fmt::Debug,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use thirtyfour::{
    By, CapabilitiesHelper, ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, Key,
    PageLoadStrategy, TypingData, WebDriver, WebElement, error::WebDriverResult,
};
use tokio::runtime::{Builder, Runtime};

/// How long an effect may take. Far more than it does; a slow machine must not fail a test.
const PATIENCE: Duration = Duration::from_secs(15);

/// Runs before any script of a page, in every document of the tab: notes what goes wrong, and can name and find controls
/// as assistive technology does.
const WATCH: &str = "
    window.__violations = [];
    window.__errors = [];
    document.addEventListener('securitypolicyviolation', (event) =>
        __violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample), true);
    addEventListener('error', (event) => event.error && __errors.push(String(event.error)));
    addEventListener('unhandledrejection', (event) => __errors.push(String(event.reason)));
    const words = (element) => [...element.childNodes].map((node) =>
        node.nodeType === Node.TEXT_NODE ? node.data
        : node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true' ? ''
        : getComputedStyle(node).display.startsWith('inline') ? words(node) : ` ${words(node)} `).join('');
    window.__called = (element) =>
        (element.getAttribute('aria-label') ?? words(element)).replace(/\\s+/g, ' ').trim();
    window.__named = (scope, name) => {
        const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
        const all = document.querySelector(scope)?.querySelectorAll('button, a[href], [role=option], summary') ?? [];
        return [...all].find((e) => __called(e) === name && seen(e)) ?? null;
    };
";

/// A tab in a browser of its own, with a profile of its own.
pub struct Page {
    runtime: Runtime,
    address: String,
    driver: Option<WebDriver>,
    profile: PathBuf,
    troubled: Cell<bool>,
}

#[allow(dead_code, reason = "one set of helpers for all groups of tests")]
impl Page {
    /// Starts a browser, 1280 wide, in the light theme.
    pub fn start(driver: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("dateline-browser-{}-{number}", std::process::id()));
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let capabilities = capabilities(&profile).expect("capabilities are JSON");
        let started = runtime.block_on(WebDriver::new(driver, capabilities)).expect("Chromium starts");
        let address = driver.to_owned();
        let page = Self { runtime, address, driver: Some(started), profile, troubled: Cell::new(false) };
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH }));
        page.size(1280, 900);
        page
    }

    /// Another browser, which knows nothing of this one.
    pub fn another(&self) -> Self {
        Self::start(&self.address)
    }

    /// Says that this test provokes errors, so that none are looked for behind it.
    pub fn expect_trouble(&self) {
        self.troubled.set(true);
    }

    // ---- Going somewhere ----

    /// Loads an address, without waiting for the page's first view.
    pub fn go(&self, address: &str) {
        self.wait_for(self.driver().goto(address)).expect("the address is loaded");
    }

    /// Loads an address and waits until the page stands.
    pub fn open(&self, address: &str) {
        self.go(address);
        self.until("the page stands", "return !!globalThis.dateline && !document.getElementById('loading')");
    }

    /// The browser's back button.
    pub fn back(&self) {
        self.wait_for(self.driver().back()).expect("there is a page before");
    }

    /// The browser's forward button.
    pub fn forward(&self) {
        self.wait_for(self.driver().forward()).expect("there is a page behind");
    }

    /// What stands behind `#` in the address, as written there.
    pub fn fragment(&self) -> String {
        self.js_text("return location.hash.slice(1)")
    }

    // ---- Looking ----

    /// The value that a script returns.
    pub fn js(&self, script: &str) -> Value {
        self.wait_for(self.driver().execute(script, Vec::new())).expect(script).json().clone()
    }

    /// The value that a script gives to the function that is its last argument.
    pub fn js_async(&self, script: &str) -> Value {
        self.wait_for(self.driver().execute_async(script, Vec::new())).expect(script).json().clone()
    }

    /// The text that a script returns.
    pub fn js_text(&self, script: &str) -> String {
        self.js(script).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a script returns something true. `what` says it in words, for the failure.
    pub fn until(&self, what: &str, script: &str) {
        self.until_within(what, script, PATIENCE);
    }

    /// As [`Page::until`], with another patience.
    pub fn until_within(&self, what: &str, script: &str, patience: Duration) {
        let step = Duration::from_millis(50);
        for _ in 0..patience.as_millis() / step.as_millis() {
            if self.js(script).as_bool() == Some(true) {
                return;
            }
            self.wait(step);
        }
        let text = self.js_text("return document.body.innerText.slice(0, 2000)");
        panic!("waited in vain until {what}; the page shows:\n{text}");
    }

    /// Waits until what is looked at is as expected.
    pub fn settles<T: PartialEq<E> + Debug, E: Debug>(&self, look: impl Fn(&Self) -> T, expected: &E) {
        let step = Duration::from_millis(50);
        let mut seen = look(self);
        for _ in 0..PATIENCE.as_millis() / step.as_millis() {
            if seen == *expected {
                return;
            }
            self.wait(step);
            seen = look(self);
        }
        assert_eq!(seen, *expected, "waited in vain; the page shows:\n{}", self.words());
    }

    /// All words on the page, as seen.
    pub fn words(&self) -> String {
        self.js_text("return document.body.innerText")
    }

    /// Waits for an element.
    pub fn find(&self, css: &str) -> WebElement {
        self.until(&format!("there is {css}"), &format!("return !!document.querySelector({})", json!(css)));
        self.wait_for(self.driver().find(By::Css(css))).expect("it was there")
    }

    /// How many elements there are.
    pub fn count(&self, css: &str) -> u64 {
        let script = format!("return document.querySelectorAll({}).length", json!(css));
        self.js(&script).as_u64().unwrap_or_default()
    }

    /// The text of the first element, as seen.
    pub fn text(&self, css: &str) -> String {
        self.find(css);
        self.js_text(&format!("return document.querySelector({}).innerText", json!(css)))
    }

    /// The texts of all elements, as seen.
    pub fn texts(&self, css: &str) -> Vec<String> {
        let script = format!("return [...document.querySelectorAll({})].map((e) => e.innerText)", json!(css));
        serde_json::from_value(self.js(&script)).expect("texts")
    }

    /// Waits until the whole page shows a text.
    pub fn shows(&self, text: &str) {
        let script = format!("return document.body.innerText.includes({})", json!(text));
        self.until(&format!("the page shows “{text}”"), &script);
    }

    /// A picture of the window, for looking at: `target/screenshots/NAME.png`.
    pub fn picture(&self, name: &str) {
        let folder = xtask::root().join("target/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let picture = self.wait_for(self.driver().screenshot_as_png()).expect("a picture");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("a picture is written");
    }

    // ---- Acting ----

    /// Clicks the first element.
    pub fn click(&self, css: &str) {
        let element = self.find(css);
        self.wait_for(element.click()).expect("it can be clicked");
    }

    /// Clicks the control with this name: its label, else its words.
    pub fn press(&self, name: &str) {
        self.press_in("body", name);
    }

    /// Clicks the control with this name inside the first element.
    pub fn press_in(&self, css: &str, name: &str) {
        self.on_named(css, name, |page, element| page.wait_for(element.click()));
    }

    /// Puts the focus on the control with this name inside the first element.
    pub fn focus_on(&self, css: &str, name: &str) {
        self.on_named(css, name, |page, element| page.wait_for(element.focus()));
    }

    /// Puts the focus on the first element.
    pub fn focus(&self, css: &str) {
        let element = self.find(css);
        self.wait_for(element.focus()).expect("it can have the focus");
    }

    /// Types into the first element in place of what stands there.
    pub fn fill_over(&self, css: &str, text: &str) {
        let element = self.find(css);
        // As a reader does; WebDriver's own way of emptying tells the page nothing.
        for keys in [Key::Control + "a", Key::Delete + text] {
            self.wait_for(element.send_keys(keys)).expect("it can be typed into");
        }
    }

    /// Types into the first element, behind what stands there.
    pub fn fill(&self, css: &str, text: &str) {
        let element = self.find(css);
        self.wait_for(element.send_keys(text)).expect("it can be typed into");
    }

    /// Types keys at whatever has the focus: `"/"`, or `Key::Enter + ""`.
    pub fn keys(&self, keys: impl Into<TypingData>) {
        let chain = self.driver().action_chain().send_keys(keys);
        self.wait_for(chain.perform()).expect("keys are typed");
    }

    /// Types a key while shift is held.
    pub fn shift(&self, key: Key) {
        let chain = self.driver().action_chain().key_down(Key::Shift).send_keys(key + "").key_up(Key::Shift);
        self.wait_for(chain.perform()).expect("keys are typed");
    }

    /// Drags with the mouse over the first element, from one place to another, in pixels from its left top.
    pub fn drag(&self, css: &str, from: (f64, f64), to: (f64, f64)) {
        self.find(css);
        let script = format!(
            "const e = document.querySelector({}); e.scrollIntoView({{ block: 'center' }}); \
             const b = e.getBoundingClientRect(); return [b.left, b.top]",
            json!(css)
        );
        let corner: (f64, f64) = serde_json::from_value(self.js(&script)).expect("a place");
        let event = |kind: &str, (x, y): (f64, f64), buttons: u32| {
            self.cdp(
                "Input.dispatchMouseEvent",
                json!({ "type": kind, "x": corner.0 + x, "y": corner.1 + y, "button": "left", "buttons": buttons,
                        "clickCount": 1 }),
            );
        };
        event("mouseMoved", from, 0);
        event("mousePressed", from, 1);
        event("mouseMoved", (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1)), 1);
        event("mouseMoved", to, 1);
        event("mouseReleased", to, 0);
    }

    /// Sets the size of the window's content.
    pub fn size(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Prefers the dark or the light theme.
    pub fn dark(&self, dark: bool) {
        let theme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": theme }]);
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// Runs a script in every document before its own, from the next one on.
    pub fn before_load(&self, script: &str) {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// Waits a while; only for what has no sign to wait for.
    #[expect(clippy::unused_self, reason = "one way of saying what a test does")]
    pub fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }

    /// A command of Chromium's protocol for its developer tools.
    pub fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.wait_for(self.driver().cdp().send_raw(method, parameters)).expect(method)
    }

    // ---- Holding ----

    /// Holds that axe finds no barrier in what is shown.
    pub fn check_accessible(&self) {
        let found = self.barriers();
        assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
    }

    /// What axe finds in what is shown: its rule, where, and why.
    pub fn barriers(&self) -> Vec<String> {
        let axe = xtask::tools::axe().expect("axe is installed");
        self.js(&format!("{axe}; return null"));
        let script = "const done = arguments[arguments.length - 1]; \
            axe.run(document, { resultTypes: ['violations'] }).then((result) => done(result.violations.map((v) => \
            v.id + ': ' + v.nodes.map((n) => n.target.join(' ') + ' — ' + n.failureSummary).join('; '))), \
            (error) => done([String(error)]))";
        serde_json::from_value(self.js_async(script)).expect("texts")
    }

    /// Violations of the page's policy so far.
    pub fn violations(&self) -> Vec<String> {
        serde_json::from_value(self.js("return window.__violations || []")).expect("texts")
    }

    /// Addresses of everything loaded so far that is not of the page's own origin.
    pub fn foreign_requests(&self) -> Vec<String> {
        let script = "return performance.getEntriesByType('resource').map((e) => e.name)\
            .filter((name) => !name.startsWith(location.origin + '/') && !name.startsWith('blob:' + location.origin))";
        serde_json::from_value(self.js(script)).expect("addresses")
    }

    /// Holds what is true behind every test.
    pub fn check_clean(&self) {
        assert_eq!(self.violations(), Vec::<String>::new(), "the policy was violated");
        assert_eq!(self.foreign_requests(), Vec::<String>::new(), "another origin was asked");
        if !self.troubled.get() {
            let errors = self.js("return window.__errors || []");
            assert_eq!(errors, json!([]), "errors were left over");
        }
    }

    /// Does something with the control of this name, again while the page is still being drawn.
    fn on_named(&self, css: &str, name: &str, act: impl Fn(&Self, &WebElement) -> WebDriverResult<()>) {
        let script = format!("return __named({}, {})", json!(css), json!(name));
        let step = Duration::from_millis(50);
        let mut failure = String::from("there is none");
        for _ in 0..PATIENCE.as_millis() / step.as_millis() {
            let found = self.wait_for(self.driver().execute(&script, Vec::new())).expect("a script");
            let done = found.element().and_then(|element| act(self, &element));
            match done {
                Ok(()) => return,
                Err(error) => failure = error.to_string(),
            }
            self.wait(step);
        }
        panic!("no control “{name}” ({failure}); the page shows:\n{}", self.words());
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("the browser runs until it is dropped")
    }

    fn wait_for<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            let _ = self.runtime.block_on(driver.quit());
        }
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

fn capabilities(profile: &std::path::Path) -> WebDriverResult<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    // A part that never comes must not keep the test from looking at the page.
    capabilities.set_page_load_strategy(PageLoadStrategy::Eager)?;
    for flag in [
        "--headless",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Another name for this machine that is no secure context, as a site without encryption is none.
        "--host-resolver-rules=MAP plain.example 127.0.0.1",
    ] {
        capabilities.add_arg(flag)?;
    }
    if xtask::tools::is_root() {
        capabilities.add_arg("--no-sandbox")?; // Chromium's sandbox refuses to run as root
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    Ok(capabilities)
}

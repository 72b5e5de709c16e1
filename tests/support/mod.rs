//! What browser tests are written with: a [`Page`] to act on, a [`Site`] that can misbehave, and the `main` that runs
//! them all.

mod beside;
mod driver;
mod many;
mod page;
mod queries;
mod reader;
mod site;

pub use beside::{beside, file};
pub use many::many;
pub use page::Page;
pub use queries::queries;
pub use site::{Fault, Part, Site};

use driver::Driver;
use libtest_mimic::{Arguments, Trial};

/// A test: its name in plain words, and what it does with a fresh browser.
pub type Test = (&'static str, fn(&Page));

/// Runs all tests with one driver, and ends the process as the test harness of Rust does.
pub fn main(groups: &[&[Test]]) {
    let arguments = Arguments::from_args();
    if arguments.list {
        libtest_mimic::run(&arguments, trials(groups, None)).exit();
    }
    let built = xtask::root().join("dist/index.html");
    assert!(built.is_file(), "the page is not built: run `cargo xtask build` first");
    let driver = Driver::start();
    let conclusion = libtest_mimic::run(&arguments, trials(groups, Some(driver.address())));
    drop(driver);
    conclusion.exit();
}

fn trials(groups: &[&[Test]], driver: Option<&str>) -> Vec<Trial> {
    let tests = groups.iter().copied().flatten();
    tests
        .map(|&(name, test)| {
            let driver = driver.unwrap_or_default().to_owned();
            Trial::test(name, move || {
                let page = Page::start(&driver);
                test(&page);
                page.check_clean();
                Ok(())
            })
        })
        .collect()
}

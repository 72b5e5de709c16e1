//! The tools that the commands need, each at one version: found where they already are, else installed into
//! `target/tools` (or the folder that `DATELINE_TOOLS` names).
//!
//! Trunk and wasm-bindgen are needed; wasm-opt makes the module smaller where Node is there; Chromium and its driver
//! serve the browser tests. Nothing outside that folder is changed but for Debian packages, which only
//! [`set_up_all`] installs, and only where it is allowed to.

use crate::{
    Failure, root,
    steps::{cargo, find, output, program, run, say},
};
use std::path::{Path, PathBuf};

const TRUNK: &str = "0.21.14";
/// As `Cargo.toml` pins the library: the two speak a private protocol.
const WASM_BINDGEN: &str = "0.2.130";
const BINARYEN: &str = "132.0.0";
const AXE: &str = "4.14.1";
const TARGET: &str = "wasm32-unknown-unknown";

/// What a page is built with.
pub struct PageTools {
    /// A folder with `trunk` and `wasm-bindgen`, unless they are on the search path.
    pub bin: PathBuf,
    /// `trunk` itself.
    pub trunk: PathBuf,
    /// `wasm-opt`, where Node is there to install it.
    pub wasm_opt: Option<PathBuf>,
}

/// Everything for every command: for `cargo xtask test`, and for whoever wants to wait only once.
///
/// # Errors
/// A tool is missing and cannot be installed; the message says what to install by hand.
pub fn set_up_all() -> Result<(), Failure> {
    for_browser_tests()?;
    axe()?;
    for_page().map(|_| ())
}

/// The tools that build the page, installed where they are missing.
///
/// # Errors
/// The toolchain lacks WebAssembly, or an installation failed.
pub fn for_page() -> Result<PageTools, Failure> {
    wasm_target()?;
    let bin = folder().join("bin");
    let trunk = installed(
        &Crate { name: "trunk", program: "trunk", version: TRUNK, minutes: 6 },
        &["--locked", "--no-default-features", "--features", "rustls"],
    )?;
    installed(
        &Crate { name: "wasm-bindgen-cli", program: "wasm-bindgen", version: WASM_BINDGEN, minutes: 2 },
        &[],
    )?;
    Ok(PageTools { bin, trunk, wasm_opt: wasm_opt()? })
}

/// Chromium, its driver, Node and npm.
///
/// # Errors
/// One is missing and Debian's packages cannot be installed from here.
pub fn for_browser_tests() -> Result<(), Failure> {
    let wanted =
        [("chromium", "chromium"), ("chromedriver", "chromium-driver"), ("node", "nodejs"), ("npm", "npm")];
    let missing: Vec<&str> =
        wanted.iter().filter(|(name, _)| find(name).is_none()).map(|(_, package)| *package).collect();
    if missing.is_empty() { Ok(()) } else { install_packages(&missing) }
}

/// The source of axe, which looks for barriers in a page.
///
/// # Errors
/// npm is missing or failed.
pub fn axe() -> Result<String, Failure> {
    let package = npm_package("axe-core", AXE)?.ok_or("axe needs Node and npm")?;
    Ok(std::fs::read_to_string(package.join("axe.min.js"))?)
}

/// A package of npm at a version, installed below the tools' folder; `None` without Node.
///
/// # Errors
/// npm failed.
pub fn npm_package(name: &str, version: &str) -> Result<Option<PathBuf>, Failure> {
    let home = folder().join("npm");
    let package = home.join("node_modules").join(name);
    if npm_version(&package).as_deref() == Some(version) {
        return Ok(Some(package));
    }
    let (Some(_), Some(npm)) = (find("node"), find("npm")) else {
        return Ok(None);
    };
    say(&format!("installing {name} {version} with npm (seconds)"));
    std::fs::create_dir_all(&home)?;
    let wanted = format!("{name}@{version}");
    run(program(npm, &["install", "--no-audit", "--no-fund", "--prefix"]).arg(&home).arg(wanted))?;
    Ok(Some(package))
}

/// Whether these commands run as the system's administrator.
pub fn is_root() -> bool {
    output(&mut program("id", &["-u"])).is_ok_and(|user| user.trim() == "0")
}

fn folder() -> PathBuf {
    std::env::var_os("DATELINE_TOOLS").map_or_else(|| root().join("target/tools"), PathBuf::from)
}

/// Says early that the toolchain cannot make WebAssembly, instead of an error among a hundred crates.
fn wasm_target() -> Result<(), Failure> {
    if has_wasm_target()? {
        return Ok(());
    }
    if let Some(rustup) = find("rustup") {
        say("adding the WebAssembly target to the toolchain (seconds)");
        run(&mut program(rustup, &["target", "add", TARGET]))?;
        if has_wasm_target()? {
            return Ok(());
        }
    }
    Err(format!(
        "this Rust toolchain has no target {TARGET}. With rustup: `rustup target add {TARGET}`; without it, install \
         your system's package of Rust's standard library for that target."
    )
    .into())
}

fn has_wasm_target() -> Result<bool, Failure> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let libraries = output(&mut program(rustc, &["--print", "target-libdir", "--target", TARGET]))?;
    Ok(Path::new(libraries.trim()).is_dir())
}

struct Crate {
    name: &'static str,
    program: &'static str,
    version: &'static str,
    minutes: u32,
}

/// Where a crate's program stands, after installing it if its version is neither in the tools' folder nor on the path.
fn installed(tool: &Crate, options: &[&str]) -> Result<PathBuf, Failure> {
    let own = folder().join("bin").join(format!("{}{}", tool.program, std::env::consts::EXE_SUFFIX));
    let known = [Some(own.clone()), find(tool.program)];
    if let Some(there) = known.into_iter().flatten().find(|file| has_version(file, tool.version)) {
        return Ok(there);
    }
    let wanted = format!("{}@{}", tool.name, tool.version);
    if find("cargo-binstall").is_some() {
        say(&format!("installing {wanted} with cargo binstall (seconds)"));
        let mut binstall = cargo(&["binstall", "--no-confirm", "--root"]);
        if run(binstall.arg(folder()).arg(&wanted)).is_ok() && has_version(&own, tool.version) {
            return Ok(own);
        }
    }
    say(&format!("installing {wanted} from source, once (about {} minutes on two cores)", tool.minutes));
    // Without optimisation and debug information: the tools run for seconds, and compile in a third of the time.
    let mut install = cargo(&["install", "--debug", "--root"]);
    install.arg(folder()).arg(&wanted).args(options).env("CARGO_PROFILE_DEV_DEBUG", "0");
    run(&mut install)?;
    Ok(own)
}

fn has_version(file: &Path, version: &str) -> bool {
    output(&mut program(file, &["--version"]))
        .is_ok_and(|printed| printed.split_whitespace().any(|word| word == version))
}

fn wasm_opt() -> Result<Option<PathBuf>, Failure> {
    let package = npm_package("binaryen", BINARYEN)?;
    if package.is_none() {
        say("Node and npm are not here, so the module is not passed through wasm-opt: a few per cent larger");
    }
    Ok(package.map(|package| package.join("bin/wasm-opt")))
}

fn npm_version(package: &Path) -> Option<String> {
    let text = std::fs::read_to_string(package.join("package.json")).ok()?;
    let description: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(description.get("version")?.as_str()?.to_owned())
}

fn install_packages(packages: &[&str]) -> Result<(), Failure> {
    let list = packages.join(" ");
    let by_hand =
        format!("these are missing for the browser tests: {list}. Install them and run this again.");
    let Some(apt) = find("apt-get") else {
        return Err(by_hand.into());
    };
    let sudo = !is_root() && output(&mut program("sudo", &["-n", "true"])).is_ok();
    if !is_root() && !sudo {
        return Err(format!("{by_hand} (sudo apt-get install {list})").into());
    }
    say(&format!("installing {list} with apt-get (a minute or two)"));
    let start = || if sudo { program("sudo", &["-n", "apt-get"]) } else { program(&apt, &[]) };
    run(start().args(["update", "-q"]))?;
    let mut install = start();
    install.args(["install", "-y", "-q", "--no-install-recommends"]).args(packages);
    run(install.env("DEBIAN_FRONTEND", "noninteractive"))
}

//! A web server for one test: the finished page below a path, with a log of what was asked, and faults on request.

use std::{
    io::Write,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::PathBuf,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};
use xtask::server::{self, Request};

/// Longer than any test waits.
const FOREVER: Duration = Duration::from_mins(2);

/// What goes wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// The connection ends in the middle, though the headers promised all of it.
    CutOff,
    /// The file itself is shorter; its headers are right.
    Truncated,
    /// One bit in the middle is another.
    BitFlipped,
    /// Nothing is answered at all.
    Silent,
    /// Half of it comes, then nothing more.
    Stalled,
    /// The connection is closed without an answer, the first time only.
    LostOnce,
    /// It is not there the first three times, as often as the page tries by itself.
    MissingThreeTimes,
    /// It is answered two seconds late.
    Late,
}

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The WebAssembly module.
    Module,
    /// The script of wasm-bindgen beside it.
    Glue,
    /// The second module.
    Later,
    /// The script that starts both.
    Boot,
    /// The words of a corpus that lies beside the page.
    Words,
}

impl Part {
    /// Whether a file is that part; the hash in its name changes.
    pub fn is(self, name: &str) -> bool {
        let (start, end) = match self {
            Part::Module => (xtask::page::PROGRAM, ".wasm"),
            Part::Glue => (xtask::page::PROGRAM, ".js"),
            Part::Later => (xtask::finish::LATER_NAME, ".wasm"),
            Part::Boot => ("boot-", ".js"),
            Part::Words => ("words-", ".bin"),
        };
        name.starts_with(start) && name.ends_with(end)
    }
}

/// A running server. It ends with the process.
pub struct Site {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// The page as built, at the root.
    pub fn start() -> Self {
        Self::with(xtask::root().join("dist"), "/", &[])
    }

    /// The page as built, with faults for some parts.
    pub fn broken(faults: &[(Part, Fault)]) -> Self {
        Self::with(xtask::root().join("dist"), "/", faults)
    }

    /// A finished page in a folder, below a path, with faults.
    pub fn with(folder: PathBuf, base: &str, faults: &[(Part, Fault)]) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = format!("http://localhost:{}{base}", listener.local_addr().expect("bound").port());
        let site = server::Site { folder, base: base.to_owned() };
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (faults, log) = (faults.to_vec(), Arc::clone(&asked));
        thread::spawn(move || {
            server::listen(&listener, move |request, stream| {
                let before = note(&log, &request.path);
                let name = request.path.rsplit('/').next().unwrap_or_default();
                let fault = faults.iter().find(|(part, _)| part.is(name)).map(|(_, fault)| *fault);
                answer(&site, request, stream, fault, before);
            });
        });
        Self { address, asked }
    }

    /// Where the page stands.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The paths that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no answer panicked").clone()
    }
}

/// Writes a request down; how often the same was asked before.
fn note(log: &Mutex<Vec<String>>, path: &str) -> usize {
    let mut asked = log.lock().expect("no answer panicked");
    let before = asked.iter().filter(|other| *other == path).count();
    asked.push(path.to_owned());
    before
}

fn answer(
    site: &server::Site,
    request: &Request,
    stream: &mut TcpStream,
    fault: Option<Fault>,
    before: usize,
) {
    let mut answer = site.answer(request);
    let half = answer.body.len() / 2;
    match fault {
        Some(Fault::MissingThreeTimes) if before >= 3 => {}
        Some(Fault::Missing | Fault::MissingThreeTimes) => {
            answer = server::Answer::text("404 Not Found", "There is no such file.");
        }
        Some(Fault::Truncated) => answer.body.truncate(half),
        Some(Fault::BitFlipped) => answer.body[half] ^= 1,
        Some(Fault::Silent) => return thread::sleep(FOREVER),
        Some(Fault::LostOnce) if before == 0 => return,
        Some(Fault::Late) => thread::sleep(Duration::from_secs(2)),
        Some(Fault::CutOff | Fault::Stalled) => {
            let _ = stream.write_all(answer.head().as_bytes());
            let _ = stream.write_all(&answer.body[..half]);
            let _ = stream.flush();
            if fault == Some(Fault::Stalled) {
                thread::sleep(FOREVER);
            }
            // The browser is to see the half that came before it sees the end.
            return thread::sleep(Duration::from_millis(200));
        }
        Some(Fault::LostOnce) | None => {}
    }
    let _ = answer.send(request, stream);
}

//! A small web server for a site: the files of one flat folder, under any path, with the headers that a careful host would
//! send. `dateline serve` and `cargo xtask serve` share it.
//!
//! Only this machine can reach it. It leaves out ranges, compression and keeping connections open: a reader's site is
//! served by a real web server.

use dateline_site::is_named_by_content;
use std::{
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

/// The port, unless one is given.
pub const PORT: u16 = 8044;

/// As trust.md's policy, with what only a header can say: no other site may frame this one.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'; \
    trusted-types default; frame-ancestors 'none'";

/// Longer request lines and headers are refused.
const LINE: u64 = 16 * 1024;

/// The first line of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD` and so on.
    pub method: String,
    /// The address without query, beginning with `/`.
    pub path: String,
    /// The header `Host`, without its port.
    pub host: String,
}

/// What is sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Status with its words: `200 OK`.
    pub status: &'static str,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// The content; not sent for `HEAD`.
    pub body: Vec<u8>,
}

/// A finished page below a path.
#[derive(Clone, Debug)]
pub struct Site {
    /// Where its files are.
    pub folder: PathBuf,
    /// The path that it stands under, with `/` at both ends.
    pub base: String,
}

/// Serves a folder until the program is stopped, and prints its address.
///
/// # Errors
/// The port is taken.
pub fn serve(folder: &Path, base: &str, port: u16) -> Result<(), String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        format!("port {port} cannot be used ({error}); choose another with --port, or 0 for any free one")
    })?;
    eprintln!("serving {}; stop with Ctrl+C", folder.display());
    let port = listener.local_addr().map_or(port, |address| address.port());
    println!("http://localhost:{port}{base}");
    let site = Site { folder: folder.to_path_buf(), base: base.to_owned() };
    listen(&listener, move |request, stream| {
        let answer = if is_this_machine(&request.host) {
            site.answer(request)
        } else {
            Answer::text("421 Misdirected Request", "This server only answers as localhost.")
        };
        let _ = answer.send(request, stream); // OK because a browser that went away needs no answer
    });
    Ok(())
}

/// A path with `/` at both ends.
pub fn base(path: &str) -> String {
    match path.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    }
}

/// Answers each connection in a thread of its own, for ever.
pub fn listen(listener: &TcpListener, answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) {
    let answer = Arc::new(answer);
    for stream in listener.incoming().flatten() {
        let answer = Arc::clone(&answer);
        thread::spawn(move || {
            let mut stream = stream;
            let _ = stream.set_read_timeout(Some(Duration::from_secs(30)));
            if let Some(request) = Request::read(&stream) {
                answer(&request, &mut stream);
            }
        });
    }
}

impl Request {
    /// The request of a connection; `None` if it is none.
    fn read(stream: &TcpStream) -> Option<Self> {
        let mut lines = BufReader::new(std::io::Read::take(stream, LINE)).lines();
        let first = lines.next()?.ok()?;
        let mut words = first.split(' ');
        let (method, target) = (words.next()?.to_owned(), words.next()?);
        let path = target.split(['?', '#']).next()?.to_owned();
        let mut host = String::new();
        for line in lines {
            let line = line.ok()?;
            if line.is_empty() {
                return Some(Self { method, path, host });
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("host")
            {
                value.trim().rsplit_once(':').map_or(value.trim(), |(name, _)| name).clone_into(&mut host);
            }
        }
        None
    }
}

/// A page elsewhere could otherwise give its own name this machine's address and read a reader's articles.
fn is_this_machine(host: &str) -> bool {
    ["localhost", "127.0.0.1"].contains(&host)
}

impl Site {
    /// The file that a request asks for, with the right headers.
    pub fn answer(&self, request: &Request) -> Answer {
        if !["GET", "HEAD"].contains(&request.method.as_str()) {
            return Answer::text("405 Method Not Allowed", "Only GET and HEAD are known here.");
        }
        let Some(name) = request.path.strip_prefix(&self.base) else {
            return Answer::text("404 Not Found", &format!("The page stands at {}", self.base));
        };
        let name = if name.is_empty() { "index.html" } else { name };
        match self.read(name) {
            Some(body) => Answer { status: "200 OK", headers: headers(name), body },
            None => Answer::text("404 Not Found", "There is no such file."),
        }
    }

    /// The folder is flat: a name with a separator or a leading dot is none of its files.
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        if name.starts_with('.') || name.contains(['/', '\\', ':', '%']) {
            return None;
        }
        fs::read(self.folder.join(name)).ok()
    }
}

fn headers(name: &str) -> Vec<(&'static str, String)> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let kind = match extension {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    };
    let keep = if is_named_by_content(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    vec![
        ("Content-Type", kind.to_owned()),
        ("Cache-Control", keep.to_owned()),
        ("Content-Security-Policy", POLICY.to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ]
}

impl Answer {
    /// A short text.
    pub fn text(status: &'static str, text: &str) -> Self {
        Self { status, headers: headers("txt"), body: text.as_bytes().to_vec() }
    }

    /// Status line and headers, as they are sent.
    pub fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {}\r\n", self.status);
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n"); // OK because writing to a string cannot fail
        }
        head + &format!("Content-Length: {}\r\nConnection: close\r\n\r\n", self.body.len())
    }

    /// Sends the answer.
    ///
    /// # Errors
    /// The connection is gone.
    pub fn send(&self, request: &Request, stream: &mut TcpStream) -> std::io::Result<()> {
        stream.write_all(self.head().as_bytes())?;
        if request.method != "HEAD" {
            stream.write_all(&self.body)?;
        }
        stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: &str, path: &str, status: &str) {
        let folder = std::env::temp_dir().join(format!("dateline-server-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "page").unwrap();
        let site = Site { folder, base: base("some/path") };
        let request =
            Request { method: method.to_owned(), path: path.to_owned(), host: "localhost".to_owned() };
        assert_eq!(site.answer(&request).status, status, "{method} {path}");
    }

    #[test]
    fn only_the_files_of_the_folder_are_served() {
        for (method, path, status) in [
            ("GET", "/some/path/", "200 OK"),
            ("HEAD", "/some/path/index.html", "200 OK"),
            ("POST", "/some/path/", "405 Method Not Allowed"),
            ("GET", "/", "404 Not Found"),
            ("GET", "/some/path/../index.html", "404 Not Found"),
            ("GET", "/some/path/%2e%2e/index.html", "404 Not Found"),
            ("GET", "/some/path//etc/passwd", "404 Not Found"),
        ] {
            check(method, path, status);
        }
    }

    #[test]
    fn other_names_are_not_this_machine() {
        assert!(is_this_machine("localhost"));
        assert!(!is_this_machine("evil.example"));
    }
}

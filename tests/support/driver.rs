//! One chromedriver for all tests, stopped behind the last.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A running driver.
pub struct Driver {
    process: Child,
    address: String,
}

impl Driver {
    /// Starts it on a free port.
    pub fn start() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts; `cargo xtask setup` installs it");
        let mut lines = BufReader::new(process.stdout.take().expect("standard output is a pipe")).lines();
        let port: u16 = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.trim_end_matches('.').rsplit_once("started successfully on port ")?.1.parse().ok()
            })
            .expect("chromedriver says its port");
        // Somebody must read on, or the driver waits for ever once the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, address: format!("http://127.0.0.1:{port}") }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

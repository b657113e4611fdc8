//! Chromium with an empty profile, driven through chromedriver. What its console says is a failure.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::common::command::{Command as Wire, FormatRequestData};
use thirtyfour::extensions::cdp::ChromeDevTools;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, RequestData, SessionId};

use super::installation::free_port;
use super::{Client, until};

const FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
    // A page that glides to an element is clicked where the element no longer is.
    "--force-prefers-reduced-motion",
];

/// Answers once the modules that the page asks for have run; importing them again only waits.
const ENHANCED: &str = "
    const answer = arguments[0];
    const entry = document.querySelector('script[type=module]')?.src;
    const hooks = {
        'forms.js': 'form[data-once], [data-error-summary], [data-dismiss]',
        'files.js': 'input[type=file][data-limit-bytes]',
        'relative-time.js': 'time[datetime][data-relative]',
        'select.js': 'select[data-search]',
        'image-viewer.js': '[data-image-viewer]',
        'pdf-pane.js': '[data-pdf]',
        'request-keys.js': '[data-request-keys]',
        'resolutions.js': 'form[data-resolutions]',
        'drafts.js': '[data-draft]',
        'passkeys.js': 'form[data-passkey]',
    };
    const wanted = Object.keys(hooks).filter((name) => entry && document.querySelector(hooks[name]));
    Promise.all(wanted.map((name) => import(new URL(name, entry)))).then(
        () => answer('done'),
        (error) => answer(String(error)),
    );";

/// How long a page may take to become what it should be.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

/// See the module.
pub struct Chromium {
    pub driver: WebDriver,
    port: u16,
    // Dropped in this order.
    _process: Process,
    _profile: tempfile::TempDir,
    pub scripts: Scripts,
    base: String,
}

impl Drop for Chromium {
    /// However the story ended: chromedriver ends the browser, a killed one would leave it running.
    fn drop(&mut self) {
        let _ = self.driver.clone().leak();
        let session = format!("/session/{}", self.driver.session_id());
        let _ = Client::new(self.port).send("DELETE", &session, None);
    }
}

struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Chromium {
    /// A new browser in front of the site at `base`; `None` where none is installed: then the test
    /// is skipped, and fails if `COUNTERSIGN_REQUIRE_BROWSER` says that it must not.
    pub async fn start(base: &str, scripts: Scripts) -> Option<Chromium> {
        let programs = ["/usr/bin/chromium", "/usr/bin/chromedriver"];
        if let Some(missing) = programs.iter().find(|path| !Path::new(path).exists()) {
            let required = std::env::var_os("COUNTERSIGN_REQUIRE_BROWSER").is_some();
            assert!(
                !required,
                "a browser is required here: {missing} is missing"
            );
            eprintln!("skipped, because {missing} is not installed");
            return None;
        }
        let profile = tempfile::tempdir().unwrap();
        let port = free_port();
        let process = Command::new(programs[1])
            .arg(format!("--port={port}"))
            .env("TMPDIR", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let process = Process(process);
        until("chromedriver starts", PATIENCE, || {
            Client::new(port).try_get("/status").ok()
        });
        let options = options(programs[0], profile.path(), scripts);
        let address = format!("http://127.0.0.1:{port}");
        let driver = WebDriver::new(address, options).await.unwrap();
        Some(Chromium {
            driver,
            port,
            _process: process,
            _profile: profile,
            scripts,
            base: base.to_owned(),
        })
    }

    /// Opens a page and listens to the console.
    pub async fn open(&self, path: &str) {
        let url = format!("{}{path}", self.base);
        self.driver.goto(url).await.unwrap();
        self.settle(path).await;
    }

    /// The address of the page at hand, without the host.
    pub async fn path(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        let whole = url.to_string();
        whole.strip_prefix(&self.base).unwrap_or(&whole).to_owned()
    }

    /// The first element that matches, once it is there.
    pub async fn find(&self, css: &str) -> WebElement {
        let begun = Instant::now();
        loop {
            match self.driver.find(By::Css(css)).await {
                Ok(found) => return found,
                Err(_) if begun.elapsed() < PATIENCE => pause().await,
                Err(_) => panic!("no {css} on {}: {}", self.path().await, self.text().await),
            }
        }
    }

    /// Whether anything matches right now.
    pub async fn has(&self, css: &str) -> bool {
        !self.driver.find_all(By::Css(css)).await.unwrap().is_empty()
    }

    /// Everything a person can read.
    pub async fn text(&self) -> String {
        match self.driver.find(By::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    }

    /// Waits until the page says something.
    pub async fn says(&self, words: &str) {
        let begun = Instant::now();
        while !self.text().await.contains(words) {
            let late = begun.elapsed() > PATIENCE;
            assert!(!late, "no “{words}” in: {}", self.text().await);
            pause().await;
        }
    }

    /// Types into a field.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Chooses a file.
    pub async fn choose_file(&self, css: &str, file: &Path) {
        let path = file.display().to_string();
        self.find(css).await.send_keys(path).await.unwrap();
    }

    /// Clicks, waits for the page it leads to, and listens to the console.
    pub async fn click(&self, css: &str) {
        let element = self.find(css).await;
        element.scroll_into_view().await.unwrap();
        let sends = element.tag_name().await.unwrap() == "button"
            && element.attr("type").await.unwrap().as_deref() == Some("submit");
        let page = self.find("html").await;
        element.click().await.unwrap();
        if sends && self.scripts == Scripts::Off {
            gone(&page, css).await;
        }
        self.settle(css).await;
    }

    /// Presses a key wherever the focus is.
    pub async fn press(&self, key: Key) {
        let (name, code, text) = match key {
            Key::Tab => ("Tab", 9, ""),
            Key::Enter => ("Enter", 13, "\r"),
            Key::Escape => ("Escape", 27, ""),
            Key::Right => ("ArrowRight", 39, ""),
            Key::Down => ("ArrowDown", 40, ""),
            other => panic!("a key that no story has pressed yet: {other:?}"),
        };
        self.stroke(name, code, text).await;
    }

    /// Types wherever the focus is.
    pub async fn type_keys(&self, keys: &str) {
        for key in keys.chars() {
            let code = match key {
                ' ' | '0'..='9' => u32::from(key),
                'a'..='z' => u32::from(key.to_ascii_uppercase()),
                _ => 0,
            };
            let key = key.to_string();
            self.stroke(&key, code, &key).await;
        }
    }

    /// One key, down and up, by the developer tools: chromedriver's own way presses a key once more
    /// when the page goes away under it.
    async fn stroke(&self, key: &str, code: u32, text: &str) {
        let press = if text.is_empty() {
            "rawKeyDown"
        } else {
            "keyDown"
        };
        // Where the key is on a keyboard.
        let place = match code {
            65..=90 => format!("Key{}", key.to_uppercase()),
            _ => key.to_owned(),
        };
        for (kind, text) in [(press, text), ("keyUp", "")] {
            let stroke = json!({
                "type": kind,
                "key": key,
                "code": place,
                "windowsVirtualKeyCode": code,
                "text": text,
            });
            self.tool("Input.dispatchKeyEvent", stroke).await;
        }
    }

    /// What a script answers.
    pub async fn ask(&self, script: &str) -> Value {
        let answer = self.driver.execute(script, Vec::new()).await;
        answer
            .unwrap_or_else(|error| panic!("{script}: {error}"))
            .json()
            .clone()
    }

    /// Waits until an expression is true on the page.
    pub async fn wait(&self, what: &str) {
        let script = format!("return Boolean({what});");
        let begun = Instant::now();
        while self.ask(&script).await != json!(true) {
            let late = begun.elapsed() > PATIENCE;
            assert!(!late, "never true on {}: {what}", self.path().await);
            pause().await;
        }
    }

    /// A command of the developer tools.
    pub async fn tool(&self, command: &str, parameters: Value) {
        let tools = ChromeDevTools::new(self.driver.handle.clone());
        let done = tools.execute_cdp_with_params(command, parameters).await;
        done.unwrap_or_else(|error| panic!("{command}: {error}"));
    }

    /// Waits until every script of the page has done its part, and listens to the console: an error
    /// or a word of the policy fails. The browser's own line about a page with a 4xx status is none.
    pub async fn settle(&self, place: &str) {
        if self.scripts == Scripts::On {
            let mut done = self.driver.execute_async(ENHANCED, Vec::new()).await;
            if done.is_err() {
                // A click may lead away while the page it was made on is asked: that one never
                // answers, the next one does.
                done = self.driver.execute_async(ENHANCED, Vec::new()).await;
            }
            let done = done.unwrap_or_else(|error| panic!("{place}: {error}"));
            assert_eq!(done.json(), &json!("done"), "{place}");
        }
        for entry in self.console().await {
            let message = entry["message"].as_str().unwrap_or_default();
            let page_status = message.contains("Failed to load resource")
                && message.contains("status of 4")
                && !message.contains("/static/");
            let bad = entry["level"] == "SEVERE" && !page_status;
            let policy = message.contains("Content Security Policy");
            assert!(!bad && !policy, "the console after {place}: {entry}");
        }
    }

    /// What the console says next is what counts.
    pub async fn forget_the_console(&self) {
        self.console().await;
    }

    async fn console(&self) -> Vec<Value> {
        self.driver.cmd(ConsoleLog).await.unwrap().value().unwrap()
    }
}

/// Waits until a page has made way for the next one. A browser may answer a click before it leaves,
/// and would go on leaving whatever is opened meanwhile.
async fn gone(page: &WebElement, place: &str) {
    let begun = Instant::now();
    while page.tag_name().await.is_ok() {
        assert!(begun.elapsed() < PATIENCE, "{place} leads nowhere");
        pause().await;
    }
}

async fn pause() {
    tokio::time::sleep(Duration::from_millis(25)).await;
}

fn options(program: &str, profile: &Path, scripts: Scripts) -> ChromeCapabilities {
    let mut options = DesiredCapabilities::chrome();
    options.set_binary(program).unwrap();
    for flag in FLAGS {
        options.add_arg(flag).unwrap();
    }
    let profile = profile.join("profile");
    let argument = format!("--user-data-dir={}", profile.display());
    options.add_arg(&argument).unwrap();
    if scripts == Scripts::Off {
        let blocked = json!({ "profile.managed_default_content_settings.javascript": 2 });
        options.add_experimental_option("prefs", blocked).unwrap();
    }
    let all = json!({ "browser": "ALL" });
    options
        .set_base_capability("goog:loggingPrefs", all)
        .unwrap();
    options
}

/// Asks chromedriver for the console's entries since the last time.
#[derive(Debug)]
struct ConsoleLog;

impl FormatRequestData for ConsoleLog {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let mut request = Wire::Back.format_request(session);
        request.uri = format!("session/{session}/se/log").into();
        request.add_body(json!({ "type": "browser" }))
    }
}

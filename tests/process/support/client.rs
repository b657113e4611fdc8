//! A plain HTTP client on raw sockets: it says exactly what it is told to, and carries the Secure
//! cookies over http as browsers do on this machine's own address.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::installation::{EMAIL, PASSWORD};
use super::page::Page;

/// See the module. A clone has the same cookies from then on.
#[derive(Clone)]
pub struct Client {
    port: u16,
    cookies: BTreeMap<String, String>,
}

impl Client {
    pub fn new(port: u16) -> Client {
        Client {
            port,
            cookies: BTreeMap::new(),
        }
    }

    /// Signs Ada in.
    pub fn signed_in(self) -> Client {
        self.signed_in_as(EMAIL, PASSWORD)
    }

    /// Signs somebody in who has Ada's password.
    pub fn signed_in_with(self, email: &str) -> Client {
        self.signed_in_as(email, PASSWORD)
    }

    /// Signs somebody in.
    pub fn signed_in_as(mut self, email: &str, password: &str) -> Client {
        let token = self.token("/login");
        let fields = [
            ("csrf_token", token.as_str()),
            ("next", ""),
            ("email", email),
            ("password", password),
        ];
        let answer = self.post("/login", &fields);
        assert_eq!(answer.status, 303, "{email} signs in: {}", answer.text());
        assert!(!self.cookies.is_empty());
        self
    }

    /// The token of the forms on a page.
    pub fn token(&mut self, path: &str) -> String {
        let page = self.get(path);
        page.attribute("input[name=csrf_token]", "value")
            .unwrap_or_else(|| panic!("a form on {path} ({})", page.status))
    }

    pub fn get(&mut self, path: &str) -> Page {
        self.try_get(path)
            .unwrap_or_else(|error| panic!("GET {path}: {error}"))
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.try_post(path, fields)
            .unwrap_or_else(|error| panic!("POST {path}: {error}"))
    }

    pub fn try_get(&mut self, path: &str) -> Result<Page> {
        self.send("GET", path, None)
    }

    /// Sends a plain form.
    pub fn try_post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Page> {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let kind = "application/x-www-form-urlencoded";
        self.send("POST", path, Some((kind, body.as_bytes())))
    }

    /// Sends a form with files: (field, file name, bytes).
    pub fn try_upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Result<Page> {
        let (kind, body) = multipart(fields, files);
        self.send("POST", path, Some((&kind, &body)))
    }

    /// Sends a request and reads the whole answer; fails if less than that arrives.
    pub fn send(&mut self, method: &str, path: &str, body: Option<(&str, &[u8])>) -> Result<Page> {
        let mut stream = self.connect()?;
        stream.write_all(self.head(method, path, body).as_bytes())?;
        // Refused early, the rest of a large body finds the connection closed: the answer counts.
        let sent = match body {
            Some((_, body)) => stream.write_all(body),
            None => Ok(()),
        };
        let answer = self.answer(&mut stream);
        match (sent, answer) {
            (_, Ok(page)) => Ok(page),
            (Err(error), Err(_)) | (Ok(()), Err(error)) => Err(error),
        }
    }

    pub fn connect(&self) -> Result<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        stream.set_write_timeout(Some(Duration::from_secs(60)))?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    /// The head of a request.
    pub fn head(&self, method: &str, path: &str, body: Option<(&str, &[u8])>) -> String {
        let host = format!("127.0.0.1:{}", self.port);
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            head.push_str(&format!("Cookie: {}\r\n", pairs.join("; ")));
        }
        if let Some((kind, body)) = body {
            let length = body.len();
            head.push_str(&format!(
                "Origin: http://{host}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n"
            ));
        }
        head + "\r\n"
    }

    /// Reads an answer until it is whole; fails if the connection ends before.
    pub fn answer(&mut self, stream: &mut TcpStream) -> Result<Page> {
        let mut bytes = Vec::new();
        let mut piece = vec![0; 64 * 1024];
        let page = loop {
            match stream.read(&mut piece)? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                count => bytes.extend(&piece[..count]),
            }
            if let Some(page) = parse(&bytes) {
                break page;
            }
        };
        for (name, value) in page.cookies() {
            if value.is_empty() {
                self.cookies.remove(&name);
            } else {
                self.cookies.insert(name, value);
            }
        }
        Ok(page)
    }
}

/// The content type and the body of a form with files.
pub fn multipart(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> (String, Vec<u8>) {
    const BOUNDARY: &str = "----story7MA4YWxkTrZu0gW";
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; ").as_bytes());
        body.extend(format!("name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
    }
    for (name, file, bytes) in files {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; ").as_bytes());
        body.extend(format!("name=\"{name}\"; filename=\"{file}\"\r\n").as_bytes());
        body.extend(b"Content-Type: application/octet-stream\r\n\r\n");
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={BOUNDARY}"), body)
}

/// An answer, if it is whole.
fn parse(bytes: &[u8]) -> Option<Page> {
    let end = find(bytes, b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let rest = &bytes[end + 4..];
    let header = |wanted: &str| headers.iter().find(|(name, _)| name == wanted);
    let body = if let Some((_, length)) = header("content-length") {
        rest.get(..length.parse().ok()?)?.to_vec()
    } else if header("transfer-encoding").is_some() {
        unchunked(rest)?
    } else {
        Vec::new()
    };
    Some(Page {
        status,
        headers,
        body,
    })
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = find(rest, b"\r\n")?;
        let digits = std::str::from_utf8(&rest[..line]).ok()?;
        let size = usize::from_str_radix(digits.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend(rest.get(line + 2..line + 2 + size)?);
        rest = rest.get(line + 2 + size + 2..)?;
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|part| part == what)
}

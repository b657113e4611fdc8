//! An answer as the person sees it: headings, errors, fields, links, and forms to fill in.

use std::cell::OnceCell;
use std::rc::Rc;

use actix_web::http::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};

use super::browser::Browser;
use super::words::words;

/// See the module.
#[derive(Clone)]
pub struct Page {
    browser: Browser,
    path: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// The body read as HTML, once.
    document: Rc<OnceCell<Html>>,
}

impl Page {
    pub fn new(
        browser: Browser,
        path: String,
        status: u16,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Page {
        Page {
            browser,
            path,
            status,
            headers,
            body,
            document: Rc::default(),
        }
    }

    fn document(&self) -> &Html {
        self.document
            .get_or_init(|| Html::parse_document(&self.html()))
    }

    /// The whole markup.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The whole markup in small letters without the random tokens of its forms, which may happen
    /// to hold any short word.
    pub fn markup(&self) -> String {
        let tokens = self.attributes("input[name=csrf_token]", "value");
        let html = tokens
            .iter()
            .fold(self.html(), |html, token| html.replace(token, ""));
        html.to_lowercase()
    }

    /// The value of a header; empty when there is none.
    pub fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    }

    /// Where a redirect leads.
    pub fn location(&self) -> String {
        self.header("location")
    }

    /// Opens the page that a redirect leads to.
    pub async fn follow(&self) -> Page {
        assert_eq!(self.status, 303, "a redirect: {}", self.text());
        self.browser.get(&self.location()).await
    }

    /// The words inside the first element that matches.
    pub fn find(&self, selector: &str) -> Option<String> {
        self.all(selector).into_iter().next()
    }

    /// The words inside every element that matches.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let selector = select(selector);
        self.document().select(&selector).map(words).collect()
    }

    /// An attribute of every element that matches.
    pub fn attributes(&self, selector: &str, attribute: &str) -> Vec<String> {
        let selector = select(selector);
        let found = self
            .document()
            .select(&selector)
            .filter_map(|element| element.attr(attribute));
        found.map(str::to_owned).collect()
    }

    /// Whether any element matches.
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// Everything a person can read.
    pub fn text(&self) -> String {
        self.find("body").unwrap_or_else(|| self.html())
    }

    pub fn title(&self) -> String {
        self.find("title").unwrap_or_default()
    }

    pub fn heading(&self) -> String {
        self.find("h1").unwrap_or_default()
    }

    /// The lines of the error summary.
    pub fn errors(&self) -> Vec<String> {
        self.all(".error-summary li")
    }

    /// The message that says that something was done.
    pub fn flash(&self) -> String {
        self.find(".flash").unwrap_or_default()
    }

    /// What a field of the page's form holds, or which choice of a select is chosen.
    pub fn value(&self, name: &str) -> String {
        let fields = self.form().fields;
        fields
            .into_iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value)
            .unwrap_or_default()
    }

    /// What an input outside the page's own form holds.
    pub fn value_of(&self, selector: &str) -> String {
        self.attributes(selector, "value").concat()
    }

    /// The page's own form (not those of the frame).
    pub fn form(&self) -> Filling {
        self.form_at("main form[method=post]")
    }

    /// A form by selector.
    pub fn form_at(&self, selector: &str) -> Filling {
        let form = self.document().select(&select(selector)).next();
        let form = form.unwrap_or_else(|| {
            panic!(
                "no form {selector} on {} ({}): {}",
                self.path,
                self.status,
                self.text()
            )
        });
        let own = self.path.split('?').next().unwrap_or_default();
        Filling {
            browser: self.browser.clone(),
            action: form.attr("action").unwrap_or(own).to_owned(),
            multipart: form.attr("enctype") == Some("multipart/form-data"),
            fields: fields(form),
            files: Vec::new(),
        }
    }
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}

/// What a browser would send of a form that nobody touched.
fn fields(form: ElementRef<'_>) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for element in form.select(&select("input[name], select[name], textarea[name]")) {
        let name = element.attr("name").unwrap_or_default().to_owned();
        let kind = element.attr("type").unwrap_or("text");
        let value = match (element.value().name(), kind) {
            ("select", _) if element.attr("multiple").is_some() => {
                let chosen = select("option[selected]");
                let chosen = element.select(&chosen).filter_map(|one| one.attr("value"));
                fields.extend(chosen.map(|value| (name.clone(), value.to_owned())));
                None
            }
            ("select", _) => {
                let chosen = element.select(&select("option[selected]")).next();
                let first = || element.select(&select("option")).next();
                chosen
                    .or_else(first)
                    .and_then(|option| option.attr("value"))
                    .map(str::to_owned)
            }
            ("textarea", _) => Some(element.text().collect()),
            (_, "checkbox" | "radio") => element
                .attr("checked")
                .map(|_| element.attr("value").unwrap_or("on").to_owned()),
            (_, "file" | "submit") => None,
            _ => Some(element.attr("value").unwrap_or_default().to_owned()),
        };
        fields.extend(value.map(|value| (name, value)));
    }
    fields
}

/// A form being filled in.
#[derive(Clone)]
pub struct Filling {
    browser: Browser,
    action: String,
    multipart: bool,
    pub fields: Vec<(String, String)>,
    files: Vec<(String, Vec<u8>, Vec<u8>)>,
}

impl Filling {
    /// Types into a field, chooses, or switches on (`on`) or off (empty).
    pub fn set(mut self, name: &str, value: &str) -> Filling {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// As if the form did not have the field (or the switch is off).
    pub fn without(mut self, name: &str) -> Filling {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// Chooses a file.
    pub fn attach(mut self, name: &str, file_name: &str, bytes: &[u8]) -> Filling {
        self.files.push((
            name.to_owned(),
            file_name.as_bytes().to_vec(),
            bytes.to_vec(),
        ));
        self
    }

    /// Sends it.
    pub async fn submit(self) -> super::page::Page {
        if self.multipart {
            let (kind, body) = self.encode();
            return self.browser.post_raw(&self.action, &kind, body).await;
        }
        let fields: Vec<(&str, &str)> = self
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.browser.post(&self.action, &fields).await
    }

    /// The content type and the body of a form with files.
    pub fn encode(&self) -> (String, Vec<u8>) {
        const BOUNDARY: &str = "----story7MA4YWxkTrZu0gW";
        let mut body = Vec::new();
        for (name, value) in &self.fields {
            let head =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(value.as_bytes());
            body.extend_from_slice(b"\r\n");
        }
        for (name, file_name, bytes) in &self.files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\""
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(file_name);
            body.extend_from_slice(b"\"\r\nContent-Type: application/octet-stream\r\n\r\n");
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={BOUNDARY}"), body)
    }
}

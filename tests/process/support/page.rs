//! An answer as it came, and what stands in it.

use scraper::{ElementRef, Html, Selector};

use super::words::words;

/// See the module.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Page {
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The words inside every element that matches.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let document = Html::parse_document(&self.html());
        document.select(&select(selector)).map(words).collect()
    }

    /// Everything a person can read.
    pub fn text(&self) -> String {
        self.all("body").concat()
    }

    /// An attribute of the first element that matches.
    pub fn attribute(&self, selector: &str, attribute: &str) -> Option<String> {
        let document = Html::parse_document(&self.html());
        let selector = select(selector);
        let mut found = document.select(&selector);
        found.find_map(|element| element.attr(attribute).map(str::to_owned))
    }

    /// What a browser would send of the page's own form if nobody touched it, but for `changes`.
    pub fn filled(&self, changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let document = Html::parse_document(&self.html());
        let form = document.select(&select("main form[method=post]")).next();
        let form = form.unwrap_or_else(|| panic!("a form on ({}): {}", self.status, self.text()));
        let mut fields = fields(form);
        for (name, value) in changes {
            fields.retain(|(field, _)| field != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields
    }

    /// The cookies it sets; those it takes away are empty.
    pub fn cookies(&self) -> Vec<(String, String)> {
        let set = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        set.filter_map(|(_, cookie)| {
            let (name, rest) = cookie.split_once('=')?;
            let value = match cookie.contains("Max-Age=0") {
                true => "",
                false => rest.split(';').next().unwrap_or_default(),
            };
            Some((name.to_owned(), value.to_owned()))
        })
        .collect()
    }
}

fn fields(form: ElementRef<'_>) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for element in form.select(&select("input[name], select[name], textarea[name]")) {
        let name = element.attr("name").unwrap_or_default().to_owned();
        let value = match (
            element.value().name(),
            element.attr("type").unwrap_or("text"),
        ) {
            ("select", _) => {
                let chosen = element.select(&select("option[selected]")).next();
                let chosen = chosen.or_else(|| element.select(&select("option")).next());
                chosen
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

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}

//! A browser without scripts: cookies, forms as a person fills them in, and answers as pages.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;

use actix_web::body::to_bytes;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap};
use actix_web::test::TestRequest;

use super::app::Call;
use super::page::Page;

/// See the module. Every answer that is a server's failure (5xx) fails the test, unless expected.
#[derive(Clone)]
pub struct Browser {
    call: Call,
    cookies: Rc<RefCell<BTreeMap<String, String>>>,
    address: SocketAddr,
    headers: Vec<(String, String)>,
    forgiving: bool,
}

impl Browser {
    pub fn new(call: Call) -> Browser {
        let address = SocketAddr::from(([127, 0, 0, 1], 50_000));
        Browser {
            call,
            cookies: Rc::default(),
            address,
            headers: Vec::new(),
            forgiving: false,
        }
    }

    /// The same browser at another address.
    pub fn at(mut self, ip: [u8; 4]) -> Browser {
        self.address = SocketAddr::from((ip, 50_000));
        self
    }

    /// The same browser with one more header in every request.
    pub fn with_header(mut self, name: &str, value: &str) -> Browser {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same browser where an answer of 5xx is part of the story.
    pub fn expecting_failure(mut self) -> Browser {
        self.forgiving = true;
        self
    }

    /// A second browser with the same cookies as this one has now.
    pub fn copy(&self) -> Browser {
        let cookies = Rc::new(RefCell::new(self.cookies.borrow().clone()));
        Browser {
            cookies,
            ..self.clone()
        }
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    /// Puts a cookie into the browser.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies
            .borrow_mut()
            .insert(name.to_owned(), value.to_owned());
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, None, Vec::new()).await
    }

    pub async fn head(&self, path: &str) -> Page {
        self.send(Method::HEAD, path, None, Vec::new()).await
    }

    /// Sends a plain form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.post_raw(path, "application/x-www-form-urlencoded", body.into_bytes())
            .await
    }

    /// Sends any bytes.
    pub async fn post_raw(&self, path: &str, content_type: &str, body: Vec<u8>) -> Page {
        self.send(Method::POST, path, Some(content_type), body)
            .await
    }

    /// Sends a request of any method.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        content_type: Option<&str>,
        body: Vec<u8>,
    ) -> Page {
        let mut request = TestRequest::default()
            .method(method.clone())
            .uri(path)
            .peer_addr(self.address)
            .insert_header((header::HOST, "127.0.0.1:8080"));
        if let Some(content_type) = content_type {
            request = request.insert_header((header::CONTENT_TYPE, content_type));
        }
        if method == Method::POST {
            request = request.insert_header((header::ORIGIN, "http://127.0.0.1:8080"));
        }
        if !body.is_empty() {
            request = request.insert_header((header::CONTENT_LENGTH, body.len()));
        }
        for (name, value) in &self.headers {
            request = request.insert_header((name.as_str(), value.as_str()));
        }
        let cookies: Vec<String> = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.insert_header((header::COOKIE, cookies.join("; ")));
        }
        let response = match (self.call)(request.set_payload(body).to_request()).await {
            Ok(response) => response.into_parts().1,
            // The real server sends the response inside the error.
            Err(error) => error.error_response(),
        };
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        self.keep_cookies(&headers);
        let kind = headers.get(header::CONTENT_TYPE);
        let endless = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let body = match endless {
            true => Vec::new(),
            false => to_bytes(response.into_body())
                .await
                .expect("a body")
                .to_vec(),
        };
        assert!(
            self.forgiving || status < 500,
            "{method} {path} answered {status}: {}",
            String::from_utf8_lossy(&body)
        );
        Page::new(self.clone(), path.to_owned(), status, headers, body)
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.borrow_mut();
        for cookie in headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("a readable cookie");
            let (name, rest) = cookie.split_once('=').expect("a named cookie");
            let value = rest.split(';').next().unwrap_or_default();
            if cookie.contains("Max-Age=0") || value.is_empty() {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

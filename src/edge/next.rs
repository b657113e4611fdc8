//! Where to go on after signing in or proving who one is: one of our own pages, and no other (S47).

use url::Url;

/// The longest address to return to.
const NEXT_BYTES: usize = 2000;

/// The address to return to if it is one of our own pages: an absolute path, in the form that
/// browsers bring it into. Anything that could lead elsewhere, or in a circle, is dropped.
pub fn safe_next(wanted: &str) -> Option<String> {
    let decoded = percent_encoding::percent_decode_str(wanted)
        .decode_utf8()
        .ok()?;
    let odd = |text: &str| text.contains('\\') || text.contains(char::is_control);
    if wanted.len() > NEXT_BYTES || !wanted.starts_with('/') || odd(wanted) || odd(&decoded) {
        return None;
    }
    if wanted.starts_with("//") || decoded.starts_with("//") {
        return None;
    }
    let base = Url::parse("http://countersign.invalid/").ok()?;
    let url = base.join(wanted).ok()?;
    let path = url.path();
    let circular = ["/login", "/logout", "/setup", "/account/confirm"]
        .iter()
        .any(|door| {
            path.strip_prefix(door)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
    if url.origin() != base.origin() || path.starts_with("//") || circular {
        return None;
    }
    Some(
        url.query()
            .map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_returned_to() {
        for (wanted, next) in [
            ("/", "/"),
            ("/customers", "/customers"),
            ("/customers?q=a%20b&sort=-id", "/customers?q=a%20b&sort=-id"),
            ("/customers/7/edit#top", "/customers/7/edit"),
            ("/customers?q=ä", "/customers?q=%C3%A4"),
            ("/loginless", "/loginless"),
            ("/a/../customers", "/customers"),
        ] {
            assert_eq!(safe_next(wanted).as_deref(), Some(next), "{wanted}");
        }
    }

    #[test]
    fn whatever_could_lead_elsewhere_is_dropped() {
        let long = format!("/{}", "a".repeat(2048));
        for wanted in [
            "",
            "customers",
            "//e",
            "///e",
            "/\\e",
            "\\/e",
            "/%09/e",
            "/%5Ce",
            "/%5ce",
            "%2F%2Fe",
            "/%2Fe",
            "/.//e",
            "/x/..//e",
            "/%2e//e",
            "https:e",
            "https://e",
            "http:/e",
            "\t//e",
            "/\t/e",
            " //e",
            "javascript:alert(1)",
            "data:text/html,x",
            "/login",
            "/login?next=//e",
            "/login/",
            "/logout",
            "/setup?token=x",
            "/login/2fa",
            "/account/confirm?next=/",
            "/x\r\nLocation: //e",
            "/x%0d%0aSet-Cookie:a=b",
            "/x\0",
            "/%00",
            "/%ff",
            "@e",
            long.as_str(),
        ] {
            assert_eq!(safe_next(wanted), None, "{wanted}");
        }
    }
}

//! Where somebody goes on who had to show first who they are, at the door or again.

use actix_web::http::Method;
use actix_web::{HttpRequest, web};

use super::client;
use super::next::safe_next;
use super::paths::{instead_of, list_of_file, page_of_form};
use crate::app::App;

/// The address of what was asked for, or, of a file, of the list that it is of: a file comes by
/// itself and leaves nobody on a page.
pub fn page_of(path: &str, query: &str) -> String {
    let path = list_of_file(path).unwrap_or(path);
    match query {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// The page that was asked for, or, of a file, the list that it is of. A form that was sent cannot
/// be sent again for them, so that leads to the page that it stands on.
pub fn way_back(http: &HttpRequest) -> String {
    if [Method::GET, Method::HEAD].contains(http.method()) {
        return page_of(http.path(), http.query_string());
    }
    let app = http.app_data::<web::Data<App>>();
    let from = app.and_then(|app| client::sent_from(http, &app.config));
    let Some(from) = from.and_then(|page| safe_next(&page)) else {
        let page = page_of_form(http.path()).or_else(|| safe_next(http.path()));
        return page.unwrap_or_else(|| "/".to_owned());
    };
    let path = from.split('?').next().unwrap_or_default();
    // A form that came back with what is wrong is sent from where it is sent to.
    let page = match path == http.path() {
        true => page_of_form(path),
        false => instead_of(path),
    };
    page.unwrap_or(from)
}

//! What no form has, or has once, is refused on every route (S87); and who may not do something is
//! answered the same whether it is there or not (S36).

use countersign::domain::staff::permission::Permissions;

use super::driving::{address, drive, fields};
use super::permissions::with;
use super::{furnished, table};
use crate::customers::Clerk;
use crate::support::page::Page;

/// Whose forms are led elsewhere before they are read: there is nothing to say to them here.
const ELSEWHERE: &str = "/login/2fa";

fn posts() -> impl Iterator<Item = &'static str> {
    table()
        .filter(|(method, path, _)| *method == "POST" && !path.starts_with(ELSEWHERE))
        .map(|(_, path, _)| *path)
}

#[actix_web::test]
async fn s87_a_field_that_no_form_has_or_that_comes_twice_is_refused_everywhere() {
    let app = furnished().await;
    let ada = Clerk::of(app.sign_in("administrators").await).await;
    let words = [("body", "there is a comment")];
    assert_eq!(ada.post("/requests/1/comments", &words).await.status, 303);
    let mut wrong = Vec::new();
    for path in posts() {
        let sent = [("version", "1"), ("version", "1")];
        let own = &sent[..fields(path) - 1];
        let unknown = [own, &[("nobody_asked", "1")]].concat();
        let twice = [own, &[("csrf_token", ada.token())]].concat();
        let mut ways = vec![unknown, twice];
        if !own.is_empty() {
            ways.push(sent.to_vec());
        }
        for way in ways {
            let there = address(path).replace("/comments/999", "/comments/1");
            let answer = ada.post(&there, &way).await;
            if answer.status != 400 {
                wrong.push(format!("{path} {way:?}: {}", answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The lists and files that are filtered by their address.
const FILTERED: [&str; 12] = [
    "/audit-log",
    "/audit-log/export.csv",
    "/audit-log/export.xlsx",
    "/customers",
    "/customers/export.csv",
    "/customers/export.xlsx",
    "/customers/pending",
    "/mail-log",
    "/requests",
    "/requests/export.csv",
    "/requests/export.xlsx",
    "/staff",
];

#[actix_web::test]
async fn s87_a_parameter_that_no_list_has_or_that_comes_twice_is_refused_by_every_list() {
    let app = furnished().await;
    let ada = app.sign_in("administrators").await;
    let mut refusing = Vec::new();
    for (_, path, _) in table().filter(|(method, ..)| *method == "GET") {
        let answer = ada.get(&format!("{}?nobody_asked=1", address(path))).await;
        if answer.status == 422 {
            refusing.push(*path);
        }
    }
    refusing.sort_unstable();
    assert_eq!(refusing, FILTERED);
    let paged = FILTERED.iter().filter(|path| !path.contains("export"));
    for path in paged {
        let answer = ada.get(&format!("{path}?per_page=25&per_page=25")).await;
        assert_eq!(answer.status, 422, "{path}");
    }
}

/// What a page says, without the number of the request, its token and the address itself.
fn words(page: &Page, at: &str) -> String {
    let html = page.html().replace(&page.header("x-request-id"), "");
    let encoded = countersign::edge::paths::encode(at);
    let lines = html.lines().filter(|line| !line.contains("csrf_token"));
    lines
        .collect::<String>()
        .replace(at, "")
        .replace(&encoded, "")
}

#[actix_web::test]
async fn s36_who_may_not_is_answered_the_same_whether_it_is_there_or_not() {
    let app = furnished().await;
    let nobody = with(&app, "nothing", Permissions::new()).await;
    let mut compared = 0;
    for (method, path, _) in table().filter(|(_, path, _)| path.contains("{id}")) {
        let there = address(path).replace("999", "1");
        let missing = there
            .replace("/1", "/987654")
            .replace("request.rejected.de", "request.rejected.fr");
        let (one, other) = (
            drive(&nobody, method, &there).await,
            drive(&nobody, method, &missing).await,
        );
        assert_eq!(one.status, other.status, "{method} {path}");
        // One's own sessions and tokens need no permission; there are none of others.
        assert!(
            [403, 404].contains(&one.status),
            "{method} {path}: {}",
            one.status
        );
        assert_eq!(
            words(&one, &there),
            words(&other, &missing),
            "{method} {path}"
        );
        compared += 1;
    }
    assert!(compared > 50, "{compared} routes");
}

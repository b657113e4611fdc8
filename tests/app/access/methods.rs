//! What is said to who comes with another method than a route has.

use std::collections::BTreeSet;

use actix_web::http::Method;

use super::driving::{address, routes};
use crate::support::TestApp;

#[actix_web::test]
async fn every_other_method_is_told_which_ones_there_are() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    let routes = routes();
    let paths: BTreeSet<&String> = routes.iter().map(|(_, path)| path).collect();
    for path in paths {
        let has = |method: &str| routes.contains(&(method.to_owned(), path.clone()));
        let allowed = match (has("GET"), has("POST")) {
            (true, true) => "GET, HEAD, POST",
            (true, false) => "GET, HEAD",
            (false, _) => "POST",
        };
        let mut others = vec![Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE];
        others.extend((!has("POST")).then_some(Method::POST));
        others.extend((!has("GET")).then_some(Method::GET));
        for method in others {
            let answer = ada
                .send(method.clone(), &address(path), None, Vec::new())
                .await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.header("allow"), allowed, "{method} {path}");
        }
    }
}

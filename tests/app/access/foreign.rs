//! What other origins and curious programs get of any address: nothing (S51, S60).

use actix_web::http::Method;

use super::driving::address;
use super::{furnished, table};
use crate::errors::explains_in;
use crate::support::page::Page;
use countersign::platform::locales::Locale;

/// Origins that a careless server takes for its own.
const ORIGINS: [&str; 10] = [
    "https://evil.example",
    "null",
    "http://127.0.0.1:8080.evil.example",
    "http://evil.example/127.0.0.1:8080",
    "http://127.0.0.1:8081",
    "https://127.0.0.1:8080",
    "http://localhost:8080",
    "http://127.0.0.1:8080@evil.example",
    "file://",
    "http://127.0.0.1:8080",
];

/// What scanners ask for first.
const SCANNED: &str = "/.git /.git/ /.git/HEAD /.git/config /.git/index /.gitignore /.svn/entries \
    /.hg/store /.bzr/README /.env /.env.local /.env.production /.env.bak /.htaccess /.htpasswd \
    /.DS_Store /.vscode/settings.json /.idea/workspace.xml /.ssh/id_rsa /.aws/credentials \
    /.well-known/ /.dockerenv /Dockerfile /docker-compose.yml /Cargo.toml /Cargo.lock /src/main.rs \
    /target/debug /target/release/countersign /README.md /LICENSE /CHANGELOG.md /package.json \
    /node_modules/ /composer.json /config.json /config.yml /config.toml /countersign.toml /key \
    /data /data/ /data/key /data/countersign.sqlite /countersign.sqlite /countersign.sqlite-wal \
    /documents/ /arriving/ /mail/ /uploads/ /files/ /backup /backup.zip /backup.sql /dump.sql \
    /db.sqlite3 /database.sql /admin /admin/ /administrator/ /admin.php /index.php /wp-login.php \
    /wp-admin/ /phpmyadmin/ /phpinfo.php /info.php /test /test.php /debug /debug/ /debug/pprof/ \
    /debug/vars /console /actuator /actuator/env /actuator/health /server-status /server-info \
    /status /trace.axd /elmah.axd /web.config /cgi-bin/ /cgi-bin/test /swagger /swagger-ui.html \
    /swagger.json /graphql /graphiql /api /api/ /api/v1/users /v1 /env /heapdump /threaddump /dump \
    /logs /log /log/ /error.log /access.log /tmp/ /static /static/ /static/app.js.map \
    /static/0/app.js.map /static/0/app.css.map /static/0/js/app.js.map /static/0/js /static/0/js/ \
    /static/0/vendor /static/0/../../Cargo.toml /static/0/%2e%2e/%2e%2e/Cargo.toml \
    /static/0/..%2f..%2fCargo.toml /static/0/.git /static/%00 /..%2f..%2fetc/passwd \
    /%2e%2e/%2e%2e/etc/passwd //etc/passwd /crossdomain.xml /clientaccesspolicy.xml /sitemap.xml \
    /security.txt /.well-known/security.txt /.well-known/openid-configuration /core /core.1";

fn answers_nobody_else(page: &Page, said: &str) {
    for (name, value) in &page.headers {
        let name = name.as_str();
        let tells = name.starts_with("access-control-") || name == "timing-allow-origin";
        assert!(!tells, "{said}: {name}: {value:?}");
    }
}

#[actix_web::test]
async fn s51_no_answer_lets_another_origin_read_it() {
    let app = furnished().await;
    let ada = app.sign_in("administrators").await;
    let mut paths: Vec<String> = table()
        .filter(|(method, ..)| *method == "GET")
        .map(|(_, path, _)| address(path))
        .collect();
    let asset = countersign::edge::assets::path("app.css");
    let others = [
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/v2/users",
        "/v2/users",
        "/nowhere",
    ];
    paths.extend(others.map(str::to_owned));
    paths.push(asset.to_owned());
    for origin in ORIGINS {
        let theirs = ada.clone().with_header("origin", origin);
        let asking = theirs
            .clone()
            .with_header("access-control-request-method", "POST")
            .with_header("access-control-request-headers", "authorization");
        for path in &paths {
            let said = format!("{path} for {origin}");
            answers_nobody_else(&theirs.get(path).await, &said);
            let asked = asking.send(Method::OPTIONS, path, None, Vec::new()).await;
            assert!(asked.status >= 400, "{said}: {}", asked.status);
            answers_nobody_else(&asked, &said);
        }
    }
    let sent = ada
        .with_header("origin", ORIGINS[0])
        .post("/account", &[])
        .await;
    assert_eq!(sent.status, 403);
    answers_nobody_else(&sent, "a form");
}

#[actix_web::test]
async fn s60_what_scanners_ask_for_is_not_there() {
    let app = furnished().await;
    let ada = app.sign_in("administrators").await;
    let paths: Vec<&str> = SCANNED.split_whitespace().collect();
    assert!(paths.len() > 120, "{}", paths.len());
    for path in paths {
        for browser in [&ada, &app.stranger()] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 404, "{path}: {}", page.text());
            if page.header("content-type").starts_with("text/html") {
                explains_in(&page, 404, Locale::En);
            }
        }
    }
}

#[actix_web::test]
async fn s60_no_answer_tells_a_version() {
    let app = furnished().await;
    let ada = app.sign_in("administrators").await;
    let version = env!("CARGO_PKG_VERSION");
    let pages = table().filter(|(method, ..)| *method == "GET");
    let mut paths: Vec<String> = pages.map(|(_, path, _)| address(path)).collect();
    paths.extend(["/nowhere", "/healthz", "/readyz", "/robots.txt"].map(str::to_owned));
    for path in paths {
        let page = ada.get(&path).await;
        for header in [
            "server",
            "x-powered-by",
            "via",
            "x-aspnet-version",
            "x-runtime",
        ] {
            assert_eq!(page.header(header), "", "{path}: {header}");
        }
        let markup = page.markup();
        let tells = |word: &str| markup.contains(word);
        if page.header("content-type").starts_with("text/") {
            for word in [
                "actix",
                "countersign/",
                "rustc",
                &format!("v{version}"),
                "sourcemappingurl",
            ] {
                assert!(!tells(word), "{path} tells {word}");
            }
        }
    }
}

//! axe and a narrow window on every page: light, dark, and right to left.

mod furniture;
mod pages;

use std::time::Instant;

use serde_json::json;

use crate::support::axe::barriers;
use crate::support::chromium::Scripts;
use crate::support::{Chromium, Client, Installation, tell};

use self::furniture::{SPOIL, change, furnish, open_request, sign_in};
use self::pages::PAGES;

/// How pages look: the language and the theme chosen in the account.
struct Look {
    language: &'static str,
    theme: &'static str,
    direction: &'static str,
}

const LOOKS: [Look; 3] = [
    Look {
        language: "en",
        theme: "light",
        direction: "ltr",
    },
    Look {
        language: "en",
        theme: "dark",
        direction: "ltr",
    },
    Look {
        language: "ar",
        theme: "light",
        direction: "rtl",
    },
];

/// What was found, page by page, to be told at the end.
struct Inspection<'a> {
    chromium: &'a Chromium,
    look: &'a Look,
    pages: usize,
    found: Vec<String>,
}

#[tokio::test]
async fn no_page_has_a_barrier_that_axe_finds_or_scrolls_sideways_in_a_narrow_window() {
    let begun = Instant::now();
    let home = Installation::new();
    let server = home.serve(&[]);
    let Some(chromium) = Chromium::start(&home.url(), Scripts::On).await else {
        return;
    };
    let mut spoiled = Inspection::of(&chromium, &LOOKS[0]);
    chromium.open("/login").await;
    chromium.ask(SPOIL).await;
    spoiled.look_at("/login, spoiled").await;
    let told = spoiled.found.join(" ");
    assert!(
        told.contains("label: <input") && told.contains("scrolls sideways"),
        "{told}"
    );
    let link = server.setup_link();
    let (mut pages, mut found) = (0, Vec::new());
    for look in &LOOKS {
        let mut inspection = Inspection::of(&chromium, look);
        inspection.at_the_door(&link).await;
        pages += inspection.pages;
        found.append(&mut inspection.found);
    }
    home.hire();
    sign_in(&chromium).await;
    let mut empty = Inspection::of(&chromium, &LOOKS[0]);
    empty.open("/customers").await;
    empty.open("/settings/exchange-monitors").await;
    found.append(&mut empty.found);
    let mut ada = server.ada();
    furnish(&mut ada);
    let open = open_request(&home, &mut ada).to_string();
    for look in &LOOKS {
        let part = Instant::now();
        choose(&chromium, look).await;
        let mut inspection = Inspection::of(&chromium, look);
        for path in PAGES {
            inspection.open(&path.replace("{open}", &open)).await;
        }
        inspection.refused_forms().await;
        inspection.conflicts(&mut ada).await;
        tell(
            &inspection.name(),
            part,
            &format!("{} pages", inspection.pages),
        );
        pages += inspection.pages;
        found.append(&mut inspection.found);
    }
    drop(chromium);
    tell(
        "accessibility",
        begun,
        &format!("{pages} pages, {} findings", found.len()),
    );
    assert!(
        found.is_empty(),
        "{} findings:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[tokio::test]
async fn lists_show_all_their_columns_on_a_small_laptop() {
    let home = Installation::new();
    home.hire();
    home.run(&["demo", "--customers", "60", "--requests", "60"])
        .fine();
    let _server = home.serve(&[]);
    let Some(chromium) = Chromium::start(&home.url(), Scripts::On).await else {
        return;
    };
    sign_in(&chromium).await;
    for path in ["/customers", "/requests?status=all"] {
        chromium.open(path).await;
        let seen = chromium.ask(
            "const table = document.querySelector('.table-responsive');
            const tags = [...document.querySelectorAll('.pills > li')];
            const long = tags.filter((tag) => tag.offsetWidth > tag.parentElement.clientWidth);
            return [innerWidth, table.scrollWidth - table.clientWidth, tags.length > 0, long.length];",
        );
        let fits = json!([1280, 0, true, 0]);
        assert_eq!(
            seen.await,
            fits,
            "{path}: hidden columns, tags beside theirs"
        );
    }
}

/// Chooses how pages look, in the account's own form.
async fn choose(chromium: &Chromium, look: &Look) {
    chromium.open("/account").await;
    chromium
        .click(&format!("#language option[value={}]", look.language))
        .await;
    chromium
        .click(&format!("#theme option[value={}]", look.theme))
        .await;
    chromium
        .click("form[action='/account'] button[type=submit]")
        .await;
    let page = chromium
        .ask("return [document.dir, document.documentElement.dataset.bsTheme, document.documentElement.lang];")
        .await;
    assert_eq!(page, json!([look.direction, look.theme, look.language]));
}

impl Inspection<'_> {
    fn of<'a>(chromium: &'a Chromium, look: &'a Look) -> Inspection<'a> {
        Inspection {
            chromium,
            look,
            pages: 0,
            found: Vec::new(),
        }
    }

    fn name(&self) -> String {
        format!("{} {}", self.look.theme, self.look.language)
    }

    /// Opens a page and looks at it.
    async fn open(&mut self, path: &str) {
        self.chromium.open(path).await;
        let answered = "return performance.getEntriesByType('navigation')[0].responseStatus;";
        let missing = path.ends_with("=gone") || path == "/nowhere";
        let status = if missing { 404 } else { 200 };
        assert_eq!(self.chromium.ask(answered).await, json!(status), "{path}");
        self.look_at(path).await;
    }

    /// The pages of somebody whose look only the browser tells.
    async fn at_the_door(&mut self, setup_link: &str) {
        let language = json!({ "headers": { "Accept-Language": self.look.language } });
        let feature = json!({ "name": "prefers-color-scheme", "value": self.look.theme });
        self.chromium.tool("Network.enable", json!({})).await;
        self.chromium
            .tool("Network.setExtraHTTPHeaders", language)
            .await;
        self.chromium
            .tool(
                "Emulation.setEmulatedMedia",
                json!({ "features": [feature] }),
            )
            .await;
        self.open("/login").await;
        let seen = self
            .chromium
            .ask("return [document.dir, document.documentElement.dataset.bsTheme];")
            .await;
        assert_eq!(seen, json!([self.look.direction, self.look.theme]));
        self.chromium.click("main form button[type=submit]").await;
        self.look_at("/login, refused").await;
        self.open(setup_link).await;
        self.chromium.click("main form button[type=submit]").await;
        self.look_at("/setup, refused").await;
        self.chromium
            .tool("Network.setExtraHTTPHeaders", json!({ "headers": {} }))
            .await;
        self.chromium
            .tool("Emulation.setEmulatedMedia", json!({ "features": [] }))
            .await;
    }

    /// Forms that come back with errors.
    async fn refused_forms(&mut self) {
        for (path, button) in [
            (
                "/customers/new",
                "main form[method=post] button[type=submit]",
            ),
            (
                "/settings/exchange-monitors/new",
                "main form[method=post] button[type=submit]",
            ),
            (
                "/account",
                "form[action='/account/password'] button[type=submit]",
            ),
        ] {
            self.chromium.open(path).await;
            self.chromium.click(button).await;
            self.chromium.find("[data-error-summary]").await;
            self.look_at(&format!("{path}, refused")).await;
        }
    }

    /// Somebody else was first.
    async fn conflicts(&mut self, ada: &mut Client) {
        self.chromium.open("/customers/1/edit").await;
        change(ada, &format!("Changed {}", self.name()));
        self.chromium.fill("#last_name", "Mine").await;
        self.chromium
            .click("main form[method=post] button[type=submit]")
            .await;
        self.chromium.find("#conflict-title").await;
        self.look_at("/customers/1/edit, conflict").await;
    }

    async fn look_at(&mut self, page: &str) {
        self.pages += 1;
        let name = self.name();
        for finding in barriers(self.chromium, page).await {
            self.found.push(format!("  {page} ({name}): {finding}"));
        }
    }
}

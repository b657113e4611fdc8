//! Somebody new on the staff in Chromium: from the invitation over the first sign-in with an
//! authenticator to a customer who is masked, revealed, and one who is not theirs to see. Every page
//! on the way is looked at for barriers.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use totp_rs::{Algorithm, Builder, Secret};

use crate::support::axe::barriers;
use crate::support::chromium::Scripts;
use crate::support::database::Database;
use crate::support::installation::{EMAIL, PASSWORD};
use crate::support::{Chromium, Installation, tell, until};

const NOA: &str = "noa@example.com";

/// The first group after the four that are built in.
const GROUP: &str = "#group-5";

/// What Noa's group may do: to see customers, but not who they are.
const NIGHT_DESK: [&str; 3] = ["customers.view", "customers.reveal", "requests.view"];

/// The browser, and what was found on its way.
struct Way<'a> {
    chromium: &'a Chromium,
    pages: usize,
    found: Vec<String>,
}

#[tokio::test]
async fn from_the_invitation_to_a_customer_revealed_with_scripts() {
    story(Scripts::On).await;
}

#[tokio::test]
async fn from_the_invitation_to_a_customer_revealed_without_scripts() {
    story(Scripts::Off).await;
}

async fn story(scripts: Scripts) {
    let begun = Instant::now();
    let home = Installation::new();
    home.run(&["demo", "--customers", "60", "--requests", "40"])
        .fine();
    home.hire();
    let server = home.serve(&[]);
    let Some(chromium) = Chromium::start(&home.url(), scripts).await else {
        return;
    };
    let mut way = Way {
        chromium: &chromium,
        pages: 0,
        found: Vec::new(),
    };
    way.ada_invites_noa().await;
    way.noa_comes_in(&link(&home)).await;
    let [theirs, others] = customers(&home);
    way.noa_sees_only_hers(theirs, others).await;
    way.noa_reveals(theirs).await;
    let (pages, found) = (way.pages, way.found);
    drop(chromium);
    let seen = format!("{pages} pages, {} findings", found.len());
    tell(&format!("somebody new, scripts {scripts:?}"), begun, &seen);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let log = server.log();
    assert!(!log.contains("status=5"), "{log}");
}

/// The link of the only invitation, as it lies in the mail.
fn link(home: &Installation) -> String {
    let directory = home.data_dir().join("mail");
    let text = until("the invitation is sent", Duration::from_secs(60), || {
        let files = std::fs::read_dir(&directory).ok()?.flatten();
        let mut texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        texts.find(|text| text.contains("/invitation?"))
    });
    // Long lines of a mail are broken, and its equals signs are spelled.
    let text = text.replace("=\r\n", "").replace("=3D", "=");
    let from = text.find("/invitation?token=").unwrap();
    let link = text[from..].split_whitespace().next().unwrap();
    link.to_owned()
}

/// The newest customer with Noa's tag and the newest without it, by their numbers.
fn customers(home: &Installation) -> [i64; 2] {
    let newest = |is: &str| {
        format!(
            "SELECT MAX(id) FROM customers WHERE id {is} (SELECT customer_id FROM customer_tags
             JOIN tags ON tags.id = customer_tags.tag_id WHERE tags.name = 'vip')"
        )
    };
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| {
            let database = Database::of(home);
            [newest("IN"), newest("NOT IN")].map(|sql| database.number(&sql))
        });
        asked.join().unwrap()
    })
}

/// What the authenticator shows now, whose secret stands on a page.
fn code(secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let builder = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6);
    let app = builder.with_step_duration(30).with_secret(secret);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    app.build().unwrap().generate(now.as_secs()).to_string()
}

impl Way<'_> {
    async fn looked_at(&mut self, page: &str) {
        self.pages += 1;
        if self.chromium.scripts == Scripts::On {
            let found = barriers(self.chromium, page).await;
            self.found.extend(
                found
                    .into_iter()
                    .map(|finding| format!("{page}: {finding}")),
            );
        }
    }

    async fn signs_in(&self, email: &str, password: &str) {
        self.chromium.fill("#email", email).await;
        self.chromium.fill("#password", password).await;
        self.chromium
            .click("main form[action='/login'] button[type=submit]")
            .await;
    }

    async fn ada_invites_noa(&mut self) {
        let chromium = self.chromium;
        chromium.open("/login").await;
        self.signs_in(EMAIL, PASSWORD).await;
        chromium.open("/staff/groups/new").await;
        chromium.fill("#name", "Night desk").await;
        for code in NIGHT_DESK {
            let field = format!("input[name=permissions][value='{code}']");
            chromium.click(&field).await;
        }
        chromium.click("#requires_second_factor").await;
        chromium
            .click("main .form-actions button[type=submit]")
            .await;
        self.looked_at("the new group").await;
        chromium.open("/staff/new").await;
        chromium.fill("#name", "Noa Night").await;
        chromium.fill("#email", NOA).await;
        chromium.click(GROUP).await;
        chromium.fill("#tags", "vip").await;
        self.looked_at("the form of an invitation").await;
        chromium
            .click("main .form-actions button[type=submit]")
            .await;
        chromium.says("Noa Night").await;
        self.looked_at("who is invited").await;
        self.leaves().await;
    }

    async fn leaves(&self) {
        self.chromium.click(".frame-account .menu summary").await;
        self.chromium
            .click(".frame-account form[action='/logout'] button")
            .await;
        assert!(self.chromium.path().await.starts_with("/login"));
    }

    async fn noa_comes_in(&mut self, link: &str) {
        let chromium = self.chromium;
        chromium.open(link).await;
        self.looked_at("the invitation").await;
        chromium.fill("#password", PASSWORD).await;
        chromium.fill("#password_again", PASSWORD).await;
        chromium
            .click("main form[action='/invitation'] button[type=submit]")
            .await;
        self.looked_at("the sign-in after the invitation").await;
        self.signs_in(NOA, PASSWORD).await;
        assert!(chromium.path().await.starts_with("/login/2fa"));
        // Nothing else is there before the second factor is.
        chromium.open("/customers").await;
        assert!(chromium.path().await.starts_with("/login/2fa"));
        self.looked_at("the second factor that is required").await;
        let secret = chromium.find("code.secret").await.text().await.unwrap();
        chromium.fill("#code", &code(&secret)).await;
        chromium
            .click("main form[action='/login/2fa'] button[type=submit]")
            .await;
        self.looked_at("the recovery codes").await;
        let codes = chromium
            .driver
            .find_all(thirtyfour::By::Css(".recovery-codes code"));
        assert_eq!(codes.await.unwrap().len(), 10);
        chromium.click("main form button[type=submit]").await;
        assert_eq!(chromium.path().await, "/customers");
    }

    async fn noa_sees_only_hers(&mut self, theirs: i64, others: i64) {
        let chromium = self.chromium;
        chromium.open("/customers").await;
        self.looked_at("the list, masked and within tags").await;
        let lines = chromium
            .find("#customers tbody")
            .await
            .text()
            .await
            .unwrap();
        assert!(lines.contains("•••"), "{lines}");
        let has = |id: i64| {
            format!("#customers a[href^='/customers/{id}'], #customers a[href$='/customers/{id}']")
        };
        assert!(chromium.has(&has(theirs)).await);
        assert!(!chromium.has(&has(others)).await);
        for path in ["/", "/requests", "/settings", "/account"] {
            chromium.open(path).await;
            self.looked_at(path).await;
        }
        chromium.open(&format!("/customers/{others}")).await;
        self.looked_at("somebody else's customer").await;
        let not_theirs = chromium.find("h1").await.text().await.unwrap();
        chromium.open("/customers/999999").await;
        let not_there = chromium.find("h1").await.text().await.unwrap();
        assert_eq!(not_theirs, not_there);
    }

    async fn noa_reveals(&mut self, theirs: i64) {
        let chromium = self.chromium;
        chromium.open(&format!("/customers/{theirs}")).await;
        self.looked_at("a customer, masked").await;
        let masked = chromium.find("h1").await.text().await.unwrap();
        assert!(masked.contains("•••"), "{masked}");
        // A purpose is asked for.
        let reveal = ".sight-band form button";
        chromium.click(reveal).await;
        chromium.find("[data-error-summary]").await;
        self.looked_at("a reveal without a purpose").await;
        chromium.fill("#purpose", "Calls about a lost card").await;
        chromium.click("main form .btn-primary").await;
        chromium.find("[data-sight=revealed]").await;
        self.looked_at("a customer, revealed").await;
        let clear = chromium.find("h1").await.text().await.unwrap();
        assert!(!clear.contains("•••"), "{clear}");
        assert!(clear.starts_with(masked.chars().next().unwrap()));
        chromium.click("[data-sight=revealed] form button").await;
        chromium.find("[data-sight=masked]").await;
        self.looked_at("the customer, hidden again").await;
    }
}

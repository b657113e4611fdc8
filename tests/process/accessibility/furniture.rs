//! What the inspected pages show.

use crate::support::database::Database;
use crate::support::installation::{EMAIL, PASSWORD};
use crate::support::{Chromium, Client, Installation, files};

/// Puts two barriers on a page: an inspection that finds nothing must be one that can.
pub const SPOIL: &str = "
    const field = document.createElement('input');
    field.className = 'spoiled';
    const wide = document.createElement('p');
    wide.textContent = 'wide'.repeat(200);
    wide.style.overflowWrap = 'normal';
    document.querySelector('main').append(field, wide);
    return [];";

/// A customer with files, changed once, another one, and two exchange monitors.
pub fn furnish(ada: &mut Client) {
    let token = ada.token("/customers/new");
    let (picture, paper) = (files::png(600, 400), files::pdf());
    for (email, name, country) in [
        ("nora@example.com", "Novak", "CZ"),
        (
            "someone.with.a.very.long.address.indeed@subdomain.of.a.long.name.example.com",
            "Long",
            "DE",
        ),
    ] {
        let mut fields = vec![("csrf_token", token.as_str())];
        fields.extend(files::customer(email, name));
        fields.retain(|(field, _)| *field != "country");
        fields.push(("country", country));
        let sent = [
            ("doc_file_1", "passport.png", &picture[..]),
            (
                "address_file",
                "electricity bill of november.pdf",
                &paper[..],
            ),
        ];
        let answer = ada.try_upload("/customers", &fields, &sent).unwrap();
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    change(ada, "Nováková");
    for (name, alias) in [("Ratewatch", "ratewatch"), ("Old Rates", "old")] {
        let url = "https://rates.example.com/a/very/long/path/that/does/not/end/soon";
        let fields = [
            ("csrf_token", token.as_str()),
            ("name", name),
            ("alias", alias),
            ("url", url),
            ("active", "on"),
        ];
        let answer = ada.post("/settings/exchange-monitors", &fields);
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
}

/// A request that waits for a decision, of many that are there now; with a comment on it.
pub fn open_request(home: &Installation, ada: &mut Client) -> i64 {
    home.run(&["demo", "--customers", "40", "--requests", "80"])
        .fine();
    let waiting = "SELECT MIN(id) FROM requests WHERE resolved_at IS NULL";
    let id = std::thread::scope(|scope| {
        let asked = scope.spawn(|| Database::of(home).number(waiting));
        asked.join().unwrap()
    });
    let token = ada.token(&format!("/requests/{id}"));
    let comment = [
        ("csrf_token", token.as_str()),
        ("body", "Called twice, nobody there."),
    ];
    let answer = ada.post(&format!("/requests/{id}/comments"), &comment);
    assert_eq!(answer.status, 303, "{}", answer.text());
    id
}

/// Somebody else saves the first customer.
pub fn change(ada: &mut Client, last_name: &str) {
    let fields = ada
        .get("/customers/1/edit")
        .filled(&[("last_name", last_name)]);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = ada.post("/customers/1", &fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// Ada comes in through the form.
pub async fn sign_in(chromium: &Chromium) {
    chromium.open("/login").await;
    chromium.fill("#email", EMAIL).await;
    chromium.fill("#password", PASSWORD).await;
    chromium.click("main form button[type=submit]").await;
    assert_eq!(chromium.path().await, "/");
}

//! One round through the product in Chromium, with and without scripts.

use std::path::PathBuf;
use std::time::Instant;

use thirtyfour::prelude::*;

use crate::support::chromium::Scripts;
use crate::support::installation::{EMAIL, PASSWORD};
use crate::support::{Chromium, Installation, Server, files, tell};

const SUBMIT: &str = "main form[method=post] button[type=submit]";

#[tokio::test]
async fn a_whole_round_with_scripts() {
    round(Scripts::On).await;
}

#[tokio::test]
async fn the_same_round_without_scripts() {
    round(Scripts::Off).await;
}

async fn round(scripts: Scripts) {
    let begun = Instant::now();
    let home = Installation::new().with("COUNTERSIGN_UPLOAD_LIMIT_MB", "1");
    let server = home.serve(&[]);
    let Some(chromium) = Chromium::start(&home.url(), scripts).await else {
        return;
    };
    set_up_and_sign_in(&chromium, &server).await;
    create_a_customer(&chromium, &home).await;
    find_the_customer(&chromium).await;
    look_at_the_documents(&chromium).await;
    change_the_customer(&chromium).await;
    choose_a_file_that_is_too_large(&chromium, &home, &server).await;
    drop(chromium);
    tell(
        &format!("a round with scripts {scripts:?}"),
        begun,
        "the console was quiet",
    );
}

async fn set_up_and_sign_in(chromium: &Chromium, server: &Server) {
    chromium.open("/").await;
    assert!(chromium.path().await.starts_with("/login"));
    let link = server.setup_link();
    chromium.open(&link).await;
    chromium.fill("#name", "Ada Example").await;
    chromium.fill("#email", EMAIL).await;
    chromium.fill("#password", PASSWORD).await;
    chromium
        .fill("#password_again", "something else entirely")
        .await;
    chromium.click(SUBMIT).await;
    chromium.says("The two passwords are not the same").await;
    chromium.fill("#password", PASSWORD).await;
    chromium.fill("#password_again", PASSWORD).await;
    chromium.click(SUBMIT).await;
    chromium.says("Ada Example").await;
    assert_eq!(chromium.path().await, "/");
    chromium.click(".frame-account summary").await;
    chromium.click("form[action='/logout'] button").await;
    assert!(
        chromium.path().await.starts_with("/login"),
        "{}",
        chromium.path().await
    );
    chromium.open(&link).await;
    assert!(chromium.text().await.contains("404"), "the link works once");
    // Where they wanted to go is where they arrive.
    chromium.open("/customers/new").await;
    chromium.fill("#email", EMAIL).await;
    chromium.fill("#password", PASSWORD).await;
    chromium.click(SUBMIT).await;
    assert_eq!(chromium.path().await, "/customers/new");
}

async fn create_a_customer(chromium: &Chromium, home: &Installation) {
    let (picture, paper) = (home.path("passport.png"), home.path("bill.pdf"));
    std::fs::write(&picture, files::png(600, 400)).unwrap();
    std::fs::write(&paper, files::pdf()).unwrap();
    chromium.open("/customers/new").await;
    chromium.click(SUBMIT).await;
    chromium.find("[data-error-summary]").await;
    if chromium.scripts == Scripts::On {
        chromium
            .wait("document.activeElement.matches('[data-error-summary]')")
            .await;
    }
    chromium.fill("#first_name", "Nora").await;
    chromium.fill("#last_name", "Novak").await;
    chromium.fill("#email", "nora@example.com").await;
    choose_country(chromium).await;
    chromium.click("#gender option[value=female]").await;
    chromium.fill("#affiliate_profit_share", "12.5").await;
    chromium.fill("#tags", "vip, new").await;
    chromium.choose_file("#doc_file_1", &picture).await;
    chromium.choose_file("#address_file", &paper).await;
    if chromium.scripts == Scripts::On {
        chromium.find(".file-field .file-list img").await;
        chromium.says("passport.png").await;
    }
    chromium.click(SUBMIT).await;
    chromium.says("The customer has been created.").await;
    assert_eq!(chromium.path().await, "/customers/1");
    if chromium.scripts == Scripts::On {
        chromium.click(".flash [data-dismiss]").await;
        assert!(!chromium.has(".flash").await);
    }
}

/// Types into the search box where there is one, else chooses from the list.
async fn choose_country(chromium: &Chromium) {
    if chromium.scripts == Scripts::Off {
        return chromium.click("#country option[value=CZ]").await;
    }
    chromium.click("#country-ts-control").await;
    let box_ = chromium.find("#country-ts-control").await;
    box_.send_keys("Czech").await.unwrap();
    chromium
        .find("#country-ts-dropdown .option.active[data-value=CZ]")
        .await;
    chromium.press(Key::Enter).await;
    chromium
        .wait("document.getElementById('country').value === 'CZ'")
        .await;
}

async fn find_the_customer(chromium: &Chromium) {
    chromium.open("/customers").await;
    chromium.fill("#q", "novak").await;
    chromium.click("form[role=search] .search-box button").await;
    assert!(chromium.path().await.contains("q=novak"));
    chromium.says("nora@example.com").await;
    chromium.click("#customers tbody th a").await;
    assert_eq!(chromium.path().await, "/customers/1?from=q%3Dnovak");
    for words in [
        "Nora Novak",
        "nora@example.com",
        "12.5",
        "vip",
        "passport.png",
        "bill.pdf",
    ] {
        chromium.says(words).await;
    }
}

async fn look_at_the_documents(chromium: &Chromium) {
    chromium.click(".tabs a[href*='/verification']").await;
    let picture = "[data-image-viewer] a";
    if chromium.scripts == Scripts::Off {
        chromium.find("[data-image-viewer] img").await;
        let link = chromium.find("[data-pdf] a").await;
        assert!(link.text().await.unwrap().contains("bill.pdf"));
        chromium.find(picture).await.click().await.unwrap();
        assert!(
            chromium.path().await.ends_with("/preview"),
            "{}",
            chromium.path().await
        );
        // Chromium styles the page that it makes around a lone picture, and is refused.
        chromium.forget_the_console().await;
        return chromium.open("/customers/1/verification").await;
    }
    chromium
        .wait("document.querySelector('[data-image-viewer] img').naturalWidth > 0")
        .await;
    chromium.click(picture).await;
    chromium.find("dialog.image-dialog[open]").await;
    chromium
        .wait("document.querySelector('dialog .viewer-canvas img')?.naturalWidth > 0")
        .await;
    chromium.type_keys("+").await;
    chromium.press(Key::Right).await;
    chromium.settle("the zoom dialog").await;
    chromium.press(Key::Escape).await;
    chromium.wait("!document.querySelector('dialog')").await;
    chromium
        .wait("document.activeElement.closest('[data-image-viewer]')")
        .await;
    chromium
        .find("[data-pdf]")
        .await
        .scroll_into_view()
        .await
        .unwrap();
    chromium.find("[data-pdf][data-drawn=true]").await;
    let dark = "const canvas = document.querySelector('[data-pdf] canvas'); \
        const at = canvas.getContext('2d').getImageData(canvas.width / 2, canvas.height / 2, 1, 1); \
        return at.data[0] < 80 && at.data[2] > 60;";
    assert_eq!(
        chromium.ask(dark).await,
        serde_json::json!(true),
        "the square is drawn"
    );
    chromium.says("Page 1 of 1").await;
    chromium.settle("the PDF file").await;
}

async fn change_the_customer(chromium: &Chromium) {
    chromium.open("/customers/1").await;
    chromium.click(".page-actions a[href*='/edit']").await;
    chromium.fill("#last_name", "Nováková").await;
    chromium.fill("#discount", "7").await;
    chromium.click(SUBMIT).await;
    chromium.says("The changes have been saved.").await;
    chromium.click(".tabs a[href*='/history']").await;
    chromium.says("Ada Example changed the customer").await;
    chromium.says("Ada Example created the customer").await;
    let text = |css: &'static str| async move { chromium.find(css).await.text().await.unwrap() };
    let changed = text(".timeline .diff").await;
    for words in ["Last name", "Novak", "Nováková", "Discount", "7"] {
        assert!(changed.contains(words), "{words} in {changed}");
    }
    assert!(text(".diff .before del").await.contains("Novak"));
    assert!(text(".diff .after ins").await.contains("Nováková"));
}

async fn choose_a_file_that_is_too_large(
    chromium: &Chromium,
    home: &Installation,
    server: &Server,
) {
    let large: PathBuf = home.path("large.png");
    std::fs::write(&large, files::bytes_like_png(1024 * 1024 + 1)).unwrap();
    chromium.open("/customers/1/edit").await;
    chromium.fill("#discount", "9").await;
    let sent = |log: String| log.matches("method=POST path=\"/customers/1\" ").count();
    let before = sent(server.log());
    chromium.choose_file("#photo", &large).await;
    if chromium.scripts == Scripts::On {
        let words = chromium.find(".file-field .file-list .field-error").await;
        let words = words.text().await.unwrap();
        assert!(words.contains('1') && !words.contains("{name}"), "{words}");
        chromium.click(SUBMIT).await;
        assert_eq!(chromium.path().await, "/customers/1/edit", "it is not sent");
        assert_eq!(sent(server.log()), before, "it is not sent");
        assert_eq!(
            chromium.ask("return document.activeElement.id;").await,
            "photo"
        );
    } else {
        chromium.click(SUBMIT).await;
        chromium.says("larger than 1 MB").await;
        assert_eq!(sent(server.log()), before + 1);
        let kept = chromium
            .find("#discount")
            .await
            .prop("value")
            .await
            .unwrap();
        assert_eq!(kept.as_deref(), Some("9"), "what was typed is kept");
    }
}

//! The first administrator, through a link that works once.

use countersign::domain::staff::setup;
use futures_util::future::join_all;

use crate::on_both_engines;
use crate::sign_in::try_as;
use crate::support::app::PASSWORD;

on_both_engines! {
    async fn the_first_start_gives_a_link_that_works_once(app) {
        let actor = app.actor();
        let old = setup::ensure_link(&app.app.db, &actor)
            .await
            .expect("a link")
            .expect("a token");
        let token = setup::ensure_link(&app.app.db, &actor)
            .await
            .expect("a link")
            .expect("a token");
        assert_eq!(
            app.stranger()
                .get(&format!("/setup?token={old}"))
                .await
                .status,
            404,
            "replaced"
        );
        assert_eq!(app.stranger().get("/setup?token=admin").await.status, 404);
        assert_eq!(app.stranger().get("/setup").await.status, 404);
        let path = format!("/setup?token={token}");
        let founder = app.stranger();
        let weak = founder
            .get(&path)
            .await
            .form()
            .set("name", "Ada")
            .set("email", "ada")
            .set("password", "admin")
            .set("password_again", "admin")
            .submit()
            .await;
        assert_eq!(
            (weak.status, weak.errors().len()),
            (422, 2),
            "{:?}",
            weak.errors()
        );
        assert_eq!(
            (weak.value("name"), weak.value("password")),
            ("Ada".to_owned(), String::new())
        );
        let form = weak
            .form()
            .set("email", "ada@example.com")
            .set("password", PASSWORD);
        let differing = form
            .clone()
            .set("password_again", "something else entirely")
            .submit()
            .await;
        assert_eq!(differing.errors(), ["The two passwords are not the same"]);
        let form = form.set("password_again", PASSWORD);
        let both = join_all([form.clone().submit(), form.clone().submit()]).await;
        let mut statuses: Vec<u16> = both.iter().map(|page| page.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 404]);
        assert_eq!(app.stranger().get(&path).await.status, 404, "used");
        assert_eq!(
            setup::ensure_link(&app.app.db, &actor)
                .await
                .expect("an answer"),
            None
        );
        assert_eq!(
            try_as(&app.stranger(), "ada@example.com", PASSWORD)
                .await
                .status,
            303
        );
    }

    async fn a_setup_link_expires(app) {
        let token = setup::ensure_link(&app.app.db, &app.actor())
            .await
            .expect("a link")
            .expect("a token");
        let form = app
            .stranger()
            .get(&format!("/setup?token={token}"))
            .await
            .form();
        app.app.clock.advance(setup::LIFETIME);
        let form = form
            .set("name", "Ada")
            .set("email", "ada@example.com")
            .set("password", PASSWORD);
        assert_eq!(
            form.set("password_again", PASSWORD).submit().await.status,
            404
        );
    }
}

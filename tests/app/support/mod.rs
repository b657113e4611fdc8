//! What the stories need: an application, people who sign in, a browser, pages, and a PostgreSQL.

pub mod app;
pub mod browser;
pub mod page;
#[path = "../../support/postgres.rs"]
pub mod postgres;
#[path = "../../support/smtp.rs"]
pub mod smtp;
#[path = "../../support/words.rs"]
pub mod words;

pub use app::TestApp;
pub use browser::Browser;

/// Tells a story on SQLite and on PostgreSQL: `on_both_engines! { async fn name(app) { … } }`.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "not every file names anything above its stories")]
            use super::*;

            async fn story($app: $crate::support::TestApp) $body

            #[actix_web::test]
            async fn on_sqlite() {
                story($crate::support::TestApp::on_sqlite().await).await;
            }

            #[actix_web::test]
            async fn on_postgres() {
                if let Some(app) = $crate::support::TestApp::on_postgres().await {
                    story(app).await;
                }
            }
        }
    )+};
}

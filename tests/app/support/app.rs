//! The application of one story: its own database and directory, a clock that stands still.

use std::collections::BTreeMap;
use std::rc::Rc;

use actix_web::body::BoxBody;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::test::init_service;
use countersign::app::{App, build};
use countersign::config::{Config, Sources};
use countersign::domain::actor::Actor;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::member::{self, NewMember};
use countersign::domain::staff::password::Cost;
use countersign::domain::values::ids::StaffId;
use countersign::domain::values::zone::Zone;
use countersign::platform::clock::{Clock, Timestamp};
use countersign::platform::locales::Locale;
use futures_util::future::LocalBoxFuture;
use secrecy::SecretString;

use super::browser::Browser;
use super::postgres::{self, Database};

/// 20 November 2026, 12:00 UTC: when every story begins.
pub const NOW: Timestamp = Timestamp(1_795_176_000_000);

/// What everybody's password is.
pub const PASSWORD: &str = "seven quiet otters by the lake";

/// Calls the application with one request.
pub type Call = Rc<
    dyn Fn(
        actix_http::Request,
    ) -> LocalBoxFuture<'static, Result<ServiceResponse<BoxBody>, actix_web::Error>>,
>;

/// See the module.
pub struct TestApp {
    pub app: App,
    pub call: Call,
    _dir: tempfile::TempDir,
    _database: Option<Database>,
}

impl TestApp {
    /// On a SQLite file of its own.
    pub async fn on_sqlite() -> TestApp {
        TestApp::start(&[]).await
    }

    /// On a PostgreSQL database of its own; `None` where there is no PostgreSQL.
    pub async fn on_postgres() -> Option<TestApp> {
        let database = postgres::new_database()?;
        let url = database.url();
        let settings = [("database_url", url.as_str())];
        Some(TestApp::made(&settings, Some(database), |_| {}).await)
    }

    /// With settings of its own.
    pub async fn start(settings: &[(&'static str, &str)]) -> TestApp {
        TestApp::made(settings, None, |_| {}).await
    }

    /// On a SQLite file of its own, with a part of its own.
    pub async fn with(part: impl FnOnce(&mut App)) -> TestApp {
        TestApp::made(&[], None, part).await
    }

    async fn made(
        settings: &[(&'static str, &str)],
        database: Option<Database>,
        part: impl FnOnce(&mut App),
    ) -> TestApp {
        let dir = tempfile::tempdir().expect("a directory");
        let mut arguments: BTreeMap<&'static str, String> = settings
            .iter()
            .map(|(key, value)| (*key, (*value).to_owned()))
            .collect();
        arguments
            .entry("data_dir")
            .or_insert_with(|| dir.path().join("data").display().to_string());
        // A story that says nothing about second factors signs in with the password alone.
        arguments
            .entry("require_2fa")
            .or_insert_with(|| "false".to_owned());
        let config = Config::load(&Sources {
            arguments,
            ..Sources::default()
        })
        .expect("settings that fit");
        let posts = settings.iter().any(|(key, _)| *key == "mail_url");
        let mut app = App::connect(config, Clock::fixed(NOW), Cost::cheap())
            .await
            .expect("an application");
        // A story that says nothing about mail finds it in memory.
        if !posts {
            app.mailer = app.mailer.in_memory();
        }
        part(&mut app);
        app.migrate().await.expect("a schema");
        TestApp {
            call: call(&app).await,
            app,
            _dir: dir,
            _database: database,
        }
    }

    /// The same data directory and database in another process, as after a restart: a browser of
    /// somebody who has not signed in there.
    pub async fn restarted(&self) -> Browser {
        let config = Config::clone(&self.app.config);
        let again = App::connect(config, self.app.clock.clone(), Cost::cheap());
        let again = again.await.expect("an application");
        Browser::new(call(&again).await)
    }

    /// From now on with another setting: for browsers that come later.
    pub async fn configure(&mut self, change: impl FnOnce(&mut Config)) {
        let mut config = Config::clone(&self.app.config);
        change(&mut config);
        self.app.config = std::sync::Arc::new(config);
        self.call = call(&self.app).await;
    }

    /// The same one, reached at another public address.
    #[cfg(feature = "passkeys")]
    pub async fn reached_at(mut self, public_url: &str) -> TestApp {
        let url = public_url.parse().expect("an address");
        self.configure(|config| config.public_url = url).await;
        self
    }

    /// A browser of somebody who has not signed in.
    pub fn stranger(&self) -> Browser {
        Browser::new(Rc::clone(&self.call))
    }

    /// Hires somebody: `ada` becomes `ada@example.com`, a member of one group.
    pub async fn hire(&self, name: &str, group: GroupKey) -> StaffId {
        let hash = self
            .app
            .hasher
            .hash(SecretString::from(PASSWORD))
            .await
            .expect("a hash");
        let new = NewMember {
            email: format!("{name}@example.com").parse().expect("an address"),
            name: name.parse().expect("a name"),
            password_hash: hash,
            groups: [group].into(),
            locale: Locale::En,
            zone: Zone::UTC,
        };
        member::create(&self.app.db, &self.actor(), new)
            .await
            .expect("a member")
    }

    /// The browser of somebody hired who has just signed in.
    pub async fn sign_in(&self, name: &str) -> Browser {
        let browser = self.stranger();
        let answer = browser
            .get("/login")
            .await
            .form()
            .set("email", &format!("{name}@example.com"))
            .set("password", PASSWORD)
            .submit()
            .await;
        assert_eq!(answer.status, 303, "{name} signs in: {}", answer.text());
        browser
    }

    /// Somebody new of a group, signed in.
    pub async fn member_of(&self, group: GroupKey) -> Browser {
        let name = group.code();
        self.hire(name, group).await;
        self.sign_in(name).await
    }

    /// An administrator, signed in.
    pub async fn administrator(&self) -> Browser {
        self.member_of(GroupKey::Administrators).await
    }

    /// The machine itself, acting.
    pub fn actor(&self) -> Actor {
        Actor::command("test", self.app.clock.now())
    }
}

async fn call(app: &App) -> Call {
    let service = Rc::new(init_service(build(app.clone())).await);
    Rc::new(move |request| {
        let service = Rc::clone(&service);
        Box::pin(async move { service.call(request).await })
    })
}

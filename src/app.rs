//! The application: its parts, how they are put together, and how it serves.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::BoxBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{HttpServer, web};
use anyhow::Context;
use sea_orm_migration::MigratorTrait;
use socket2::SockRef;
use tokio::sync::Semaphore;

use crate::api;
use crate::config::Config;
use crate::domain::customers::search::{Choices, Counted};
use crate::domain::export;
use crate::domain::journal::refusals::Refusals;
use crate::domain::requests::audit;
use crate::domain::requests::bell::Bell;
use crate::domain::requests::presence::Looks;
use crate::domain::requests::search::Tallies;
use crate::domain::settings::address_rules::Gate;
use crate::domain::staff::group;
use crate::domain::staff::password::{Cost, Hasher};
use crate::domain::staff::second_factor::RequiredOf;
use crate::domain::staff::session::Limits;
use crate::domain::staff::signed_in::Rules;
use crate::edge::health::Readiness;
use crate::edge::pace::Pace;
use crate::edge::{addresses, assets, error, health, identify, outer, session};
use crate::migrations::Migrator;
use crate::pages;
use crate::platform::clock::Clock;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;
use crate::platform::mailer::Mailer;
use crate::platform::storage::Storage;

/// How long requests in flight may take to finish once the process is told to stop.
const SHUTDOWN_SECONDS: u64 = 8;

/// How long a client may leave bytes unread before the connection is closed. The kernel looks now
/// and then, so that it takes up to twice as long.
const DEAF: Duration = Duration::from_secs(15);

/// Everything handlers and commands share. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub config: Arc<Config>,
    pub db: Db,
    pub clock: Clock,
    pub key: MasterKey,
    pub storage: Storage,
    pub mailer: Mailer,
    pub hasher: Hasher,
    /// What was found when somebody last asked whether we are ready.
    pub readiness: Readiness,
    /// What counting long lists of customers found of late.
    pub counted: Counted,
    /// The same of requests.
    pub tallies: Tallies,
    /// The tags and monitors that customers can be filtered by.
    pub choices: Choices,
    /// What waits, for every page and for those who listen.
    pub bell: Bell,
    /// From where anybody may come.
    pub gate: Gate,
    /// Who holds a permit may export.
    pub exports: Arc<Semaphore>,
    /// Who holds a permit may audit: each reads for as long as an account is.
    pub audits: Arc<Semaphore>,
    /// Who looked at requests and is not written down yet.
    pub looks: Looks,
    /// Who was refused what within this minute.
    pub refusals: Refusals,
    /// How fast programs ask the API.
    pub pace: Pace,
}

impl App {
    /// Opens the data directory and the database and brings the schema up to date.
    pub async fn open(config: Config) -> anyhow::Result<App> {
        let app = App::connect(config, Clock::Machine, Cost::production()).await?;
        app.migrate().await?;
        Ok(app)
    }

    /// Opens the data directory and the database as they are.
    pub async fn connect(config: Config, clock: Clock, cost: Cost) -> anyhow::Result<App> {
        make_private(&config.data_dir).with_context(|| {
            format!(
                "cannot make the data directory {}",
                config.data_dir.display()
            )
        })?;
        let key =
            MasterKey::load_or_create(&config.key_file()).context("cannot use the key file")?;
        let storage = Storage::open(&config.document_store).with_context(|| {
            format!(
                "cannot store documents in {}",
                config.document_store.display()
            )
        })?;
        let db = Db::connect(&config.database)
            .await
            .context("cannot open the database")?;
        let host = config.public_url.host_str().unwrap_or("localhost");
        let mailer = Mailer::new(&config.mail_url, &config.mail_from, host);
        let hasher = Hasher::start(cost).context("cannot start the threads that hash passwords")?;
        Ok(App {
            config: Arc::new(config),
            db,
            pace: Pace::new(&clock),
            clock,
            key,
            storage,
            mailer,
            hasher,
            readiness: Readiness::default(),
            counted: Counted::default(),
            tallies: Tallies::default(),
            choices: Choices::default(),
            bell: Bell::default(),
            gate: Gate::default(),
            exports: Arc::new(Semaphore::new(export::AT_A_TIME)),
            audits: Arc::new(Semaphore::new(audit::AT_A_TIME)),
            looks: Looks::default(),
            refusals: Refusals::default(),
        })
    }

    /// Runs the missing migrations. Refuses a database that a newer version has changed (R18).
    pub async fn migrate(&self) -> anyhow::Result<()> {
        refuse_newer_schema(&self.db).await?;
        Migrator::up(self.db.write(), None)
            .await
            .context("a migration failed")?;
        group::ensure_built_in(&self.db)
            .await
            .context("cannot write the built-in groups")?;
        if let Err(error) = self.db.optimize().await {
            // Queries work without; they may only be slower.
            tracing::warn!(%error, "the statistics of the database were not brought up to date");
        }
        Ok(())
    }

    /// How long staff sessions last.
    pub fn session_limits(&self) -> Limits {
        Limits {
            idle: self.config.session_idle,
            lifetime: self.config.session_lifetime,
        }
    }

    /// Of whom a second factor is required.
    pub fn second_factor_required_of(&self) -> RequiredOf {
        match self.config.require_2fa {
            true => RequiredOf::Everybody,
            false => RequiredOf::SomeGroups,
        }
    }

    /// How sessions are judged.
    pub fn session_rules(&self) -> Rules {
        Rules {
            limits: self.session_limits(),
            required_of: self.second_factor_required_of(),
        }
    }

    /// The server on a listening socket; it runs when awaited. SIGTERM lets requests finish (R15).
    pub fn serve(&self, listener: TcpListener) -> std::io::Result<Server> {
        let app = self.clone();
        let server = HttpServer::new(move || build(app.clone()))
            .client_request_timeout(Duration::from_secs(10))
            .client_disconnect_timeout(Duration::from_secs(2))
            .keep_alive(Duration::from_secs(30))
            .max_connections(4096)
            .on_connect(give_up_on_the_deaf)
            .shutdown_timeout(SHUTDOWN_SECONDS)
            .listen(listener)?;
        Ok(server.run())
    }
}

/// The actix application around an [`App`]: every route, then middleware from the inside out.
pub fn build(
    app: App,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    actix_web::App::new()
        .configure(routes(&app))
        .wrap(Compress::default())
        .wrap(from_fn(outer::outermost))
        .app_data(web::Data::new(app))
}

/// Registers every route with what each group of them passes through.
pub fn routes(app: &App) -> impl FnOnce(&mut web::ServiceConfig) + use<> {
    let app = app.clone();
    move |config| {
        config
            .configure(error::extractors)
            .configure(health::routes)
            .configure(assets::routes)
            .configure(api::routes::routes)
            .service(
                web::scope("")
                    .configure(pages::routes::routes)
                    .default_service(web::to(pages::routes::not_found))
                    .wrap(from_fn(identify::identify))
                    .wrap(session::middleware(&app))
                    .wrap(from_fn(addresses::admit)),
            );
    }
}

/// What is wrong with a database that this version must not touch.
pub async fn refuse_newer_schema(db: &Db) -> anyhow::Result<()> {
    let applied = Migrator::get_applied_migrations(db.write()).await;
    // With unknown migrations in its table, sea-orm answers with an error that names the file.
    let unknown = match applied {
        Ok(_) => return Ok(()),
        Err(error) => error,
    };
    if matches!(unknown, sea_orm::DbErr::Custom(_)) {
        anyhow::bail!(
            "the database was changed by a newer version of Countersign; start that version ({unknown})"
        );
    }
    Err(unknown).context("cannot read the state of the schema")
}

/// Who does not take what was sent for so long is gone: the kernel closes the connection (S95).
/// actix itself would wait for ever.
fn give_up_on_the_deaf(connection: &dyn std::any::Any, _: &mut actix_web::dev::Extensions) {
    let Some(stream) = connection.downcast_ref::<actix_web::rt::net::TcpStream>() else {
        return;
    };
    if let Err(error) = SockRef::from(stream).set_tcp_user_timeout(Some(DEAF)) {
        tracing::debug!(%error, "a connection has no limit for unread bytes");
    }
}

/// Makes a directory that nobody else may read; one that is there stays as it is.
pub fn make_private(directory: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
}

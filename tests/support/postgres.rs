//! A PostgreSQL cluster of our own for the time of a test run. It ends when the tests do.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// A running cluster.
pub struct Cluster {
    port: u16,
    /// Holds the pipe whose end tells the watcher that the tests are over.
    _watcher: Child,
}

static CLUSTER: OnceLock<Result<Cluster, String>> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The database of one story. It goes when the story ends: hundreds of them would fill the disk.
pub struct Database {
    cluster: &'static Cluster,
    name: String,
}

/// A new empty database, or `None` where PostgreSQL is not installed: then the test is skipped,
/// says why, and fails if `COUNTERSIGN_REQUIRE_POSTGRES` says that it must not.
pub fn new_database() -> Option<Database> {
    match CLUSTER.get_or_init(start) {
        Ok(cluster) => {
            let number = DATABASES.fetch_add(1, Ordering::SeqCst);
            let name = format!("countersign_{}_{number}", std::process::id());
            cluster
                .sql(&format!("CREATE DATABASE {name}"))
                .expect("a database");
            Some(Database { cluster, name })
        }
        Err(why) => {
            let required = std::env::var_os("COUNTERSIGN_REQUIRE_POSTGRES").is_some();
            assert!(!required, "PostgreSQL is required here: {why}");
            eprintln!("skipped, because {why}");
            None
        }
    }
}

impl Database {
    /// Where it is.
    pub fn url(&self) -> String {
        self.cluster.url(&self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let gone = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        if let Err(why) = self.cluster.sql(&gone) {
            eprintln!("{} stays: {why}", self.name);
        }
    }
}

impl Cluster {
    fn url(&self, database: &str) -> String {
        format!("postgres://countersign@127.0.0.1:{}/{database}", self.port)
    }

    fn sql(&self, statement: &str) -> Result<(), String> {
        let url = self.url("postgres");
        let done = Command::new("psql")
            .args(["-qX", "-v", "ON_ERROR_STOP=1", "-d", &url, "-c", statement])
            .output()
            .map_err(|error| format!("psql does not run: {error}"))?;
        if done.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&done.stderr).into_owned())
    }
}

/// The newest installed PostgreSQL, wherever Debian puts it.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists() && bin.join("postgres").exists())
        .collect();
    found.sort();
    found.pop()
}

fn start() -> Result<Cluster, String> {
    let bin = programs().ok_or("PostgreSQL is not installed")?;
    let socket = std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    let port = socket
        .local_addr()
        .map_err(|error| error.to_string())?
        .port();
    drop(socket);
    let dir = std::env::temp_dir().join(format!("countersign-postgres-{}", std::process::id()));
    // PostgreSQL refuses to run as root: then its own user runs it. The shell ends the cluster and
    // removes it as soon as the pipe to its standard input closes, however the tests end.
    let script = r#"
        set -e
        as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
        rm -rf "$DIR"; mkdir -m 700 "$DIR"
        if [ "$(id -u)" = 0 ]; then chown postgres "$DIR"; fi
        cd "$DIR"
        as "$BIN/initdb" -D "$DIR/data" -U countersign -A trust -E UTF8 --locale=C.UTF-8 >"$DIR.log" 2>&1
        as "$BIN/pg_ctl" -D "$DIR/data" -w -l "$DIR/log" -o "-p $PORT -c listen_addresses=127.0.0.1 \
            -c unix_socket_directories='' -c fsync=off -c full_page_writes=off \
            -c max_wal_size=256MB -c max_connections=300" start >>"$DIR.log" 2>&1
        echo ready
        cat >/dev/null || true
        as "$BIN/pg_ctl" -D "$DIR/data" -m immediate stop >/dev/null 2>&1 || true
        rm -rf "$DIR" "$DIR.log"
    "#;
    let mut watcher = Command::new("setsid")
        .args(["bash", "-c", script])
        .env("DIR", &dir)
        .env("BIN", &bin)
        .env("PORT", port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("no shell starts: {error}"))?;
    let mut said = String::new();
    if let Some(out) = watcher.stdout.take() {
        let mut lines = std::io::BufReader::new(out);
        std::io::BufRead::read_line(&mut lines, &mut said).map_err(|error| error.to_string())?;
    }
    if said.trim() != "ready" {
        let log = std::fs::read_to_string(dir.with_extension("log")).unwrap_or_default();
        return Err(format!("PostgreSQL did not start: {log}"));
    }
    Ok(Cluster {
        port,
        _watcher: watcher,
    })
}

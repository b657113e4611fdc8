//! Logs and metrics.
//!
//! Our logging rule: a message that reads alone, plus fields to search by; a failure is logged
//! once, where it is handled. Never personal data: no names, addresses, document numbers, no query
//! strings, no bodies, no cookies. The request id is what leads from a page to its log lines.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use crate::config::{Config, LogFormat};

/// Crates whose "info" is of no interest to who runs the program, and one that takes every answer of
/// a device which it refuses for an error; the setting can turn them up.
const QUIET: &str = "sea_orm_migration=warn,actix_server=warn,webauthn_rs_core=off";

static METRICS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Starts logging to stderr, and replaces the panic message (which may quote data) by a log line
/// that only says where.
pub fn start(config: &Config) {
    let filter = EnvFilter::try_new(format!("{QUIET},{}", config.log))
        .unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let started = match config.log_format {
        LogFormat::Pretty => lines.with_target(false).try_init(),
        LogFormat::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .try_init(),
    };
    if started.is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic
                .location()
                .map(ToString::to_string)
                .unwrap_or_default();
            tracing::error!(place, "panicked");
        }));
    }
}

/// The metrics recorder, installed once per process.
pub fn metrics() -> Option<&'static PrometheusHandle> {
    METRICS
        .get_or_init(|| {
            let buckets = [
                0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
            ];
            let name = Matcher::Full("countersign_http_request_seconds".to_owned());
            let builder = PrometheusBuilder::new()
                .set_buckets_for_metric(name, &buckets)
                .ok()?;
            builder.install_recorder().ok()
        })
        .as_ref()
}

/// One answered request: a log line and two metrics.
pub fn answered(method: &Method, path: &str, status: StatusCode, took: Duration, request_id: &str) {
    // Only methods we know become labels: a client must not invent time series.
    let label = match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    };
    let class = format!("{}xx", status.as_u16() / 100);
    metrics::counter!("countersign_http_requests_total", "method" => label, "status" => class)
        .increment(1);
    metrics::histogram!("countersign_http_request_seconds").record(took.as_secs_f64());
    let milliseconds = took.as_micros() as f64 / 1000.0;
    let status = status.as_u16();
    if path.starts_with("/static/") || path == "/healthz" || path == "/readyz" {
        tracing::debug!(%method, path, status, milliseconds, request_id, "answered");
    } else {
        tracing::info!(%method, path, status, milliseconds, request_id, "answered");
    }
}

//! Mail over SMTP: a connection for each mail, given up as a whole when it takes too long. No pool:
//! a connection that was cut off in the middle of a mail must never carry another one.

use std::error::Error as _;
use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use secrecy::ExposeSecret;

use super::settings::{SmtpServer, Tls};
use super::{NotSent, Why};

/// How long a server may take to say goodbye; nothing depends on it.
const GOODBYE: Duration = Duration::from_secs(2);

pub(super) async fn send(
    server: &SmtpServer,
    us: &str,
    message: &Message,
    patience: Duration,
) -> Result<(), NotSent> {
    let whole = async {
        let mut connection = reach(server, us, patience / 2).await?;
        let bytes = message.formatted();
        let sent = connection.send(message.envelope(), &bytes).await;
        sent.map_err(|error| of_the_mail(&error))?;
        Ok(connection)
    };
    let connection = tokio::time::timeout(patience, whole)
        .await
        .unwrap_or_else(|_| Err(too_slow(Why::TimedOut)))?;
    say_goodbye(connection);
    Ok(())
}

pub(super) async fn check(
    server: &SmtpServer,
    us: &str,
    patience: Duration,
) -> Result<(), NotSent> {
    say_goodbye(reach(server, us, patience / 2).await?);
    Ok(())
}

/// The server has the mail: whatever happens to this connection does not matter any more.
fn say_goodbye(mut connection: AsyncSmtpConnection) {
    tokio::spawn(async move {
        let _ = tokio::time::timeout(GOODBYE, connection.quit()).await;
    });
}

fn too_slow(why: Why) -> NotSent {
    NotSent::new(why, "the server took too long")
}

/// A connection that has been greeted, encrypted and signed in.
async fn reach(
    server: &SmtpServer,
    us: &str,
    patience: Duration,
) -> Result<AsyncSmtpConnection, NotSent> {
    let reached = tokio::time::timeout(patience, connect(server, us));
    reached
        .await
        .unwrap_or_else(|_| Err(too_slow(Why::Unreachable)))
}

async fn connect(server: &SmtpServer, us: &str) -> Result<AsyncSmtpConnection, NotSent> {
    let insecure = |error: Error| NotSent::new(Why::Insecure, reason(&error));
    let tls = || TlsParameters::new(server.host.clone()).map_err(insecure);
    let us = ClientId::Domain(us.to_owned());
    let wrapped = match server.tls {
        Tls::Wrapped => Some(tls()?),
        Tls::StartTls | Tls::None => None,
    };
    let address = (server.host.as_str(), server.port);
    let mut connection = AsyncSmtpConnection::connect_tokio1(address, None, &us, wrapped, None)
        .await
        .map_err(|error| {
            let why = if error.is_tls() {
                Why::Insecure
            } else {
                Why::Unreachable
            };
            NotSent::new(why, reason(&error))
        })?;
    if server.tls == Tls::StartTls {
        connection.starttls(tls()?, &us).await.map_err(insecure)?;
    }
    if let Some((user, password)) = &server.credentials {
        let known = Credentials::new(user.clone(), password.expose_secret().to_owned());
        connection
            .auth(&[Mechanism::Plain, Mechanism::Login], &known)
            .await
            .map_err(|error| NotSent::new(Why::SignIn, reason(&error)))?;
    }
    Ok(connection)
}

/// What the server's answer to this one mail means.
fn of_the_mail(error: &Error) -> NotSent {
    let why = if error.is_permanent() {
        Why::Refused
    } else if error.is_transient() {
        Why::Deferred
    } else if error.is_client() {
        Why::Unwritable
    } else {
        Why::TimedOut
    };
    NotSent::new(why, reason(error))
}

/// What the server said, or what went wrong on the way: `550 no such user`.
fn reason(error: &Error) -> String {
    let cause = error.source().map(ToString::to_string);
    match (error.status(), cause) {
        (Some(code), Some(said)) => format!("{code} {said}"),
        (_, Some(cause)) => cause,
        (_, None) => error.to_string(),
    }
}

//! What a guess costs, and what it and asking for a link tell by how long they take (S22, S23).

use std::time::{Duration, Instant};

use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::invite::Sender;
use countersign::domain::staff::lost_password;
use countersign::domain::staff::member;
use countersign::domain::staff::password::{Cost, Hasher};
use countersign::domain::staff::sign_in::{self, Attempt, Door, Refusal};
use countersign::platform::locales::Locale;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::sign_in::stored;
use crate::support::TestApp;
use crate::support::app::PASSWORD;

/// Accounts on each side, and guesses at each: fewer than close anything or send a mail.
const ACCOUNTS: u8 = 5;
const GUESSES: u8 = 20;

/// How long a guess took at an account that is there, and at one that is not, in pairs.
type Times = [Vec<f64>; 2];

async fn hire(app: &TestApp, hasher: &Hasher, name: &str) {
    app.hire(name, GroupKey::Support).await;
    let strong = hasher.hash(PASSWORD.into()).await.expect("a hash");
    let mut row: member::ActiveModel = stored(app, name).await.into();
    row.password_hash = Set(strong);
    let row = member::Entity::update(row);
    row.exec(app.app.db.write()).await.expect("stored");
}

async fn guess(app: &TestApp, hasher: &Hasher, email: String, ip: [u8; 4]) -> f64 {
    let mut actor = app.actor();
    actor.ip = Some(ip.into());
    let door = Door {
        db: &app.app.db,
        hasher,
        key: &app.app.key,
        required_of: app.app.second_factor_required_of(),
    };
    let attempt = Attempt {
        email,
        password: "not the password at all".into(),
        device_mark: None,
        user_agent: None,
    };
    let started = Instant::now();
    let refused = sign_in::sign_in(door, &actor, attempt).await;
    let took = started.elapsed();
    assert!(matches!(refused, Err(Refusal::Wrong)), "{refused:?}");
    Duration::as_secs_f64(&took)
}

async fn measure(app: &TestApp, hasher: &Hasher, round: u8) -> Times {
    let mut times = Times::default();
    for account in 0..ACCOUNTS {
        hire(app, hasher, &format!("ada{round}{account}")).await;
        for number in 0..GUESSES {
            // Who comes first in a pair changes.
            for side in [number % 2, 1 - number % 2] {
                let name = ["ada", "eve"][usize::from(side)];
                let email = format!("{name}{round}{account}@example.com");
                let ip = [10 + round, side, account, number];
                let took = guess(app, hasher, email, ip).await;
                times[usize::from(side)].push(took);
            }
        }
    }
    times
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// How far the medians are apart, and how often a guess at somebody took longer than one at nobody:
/// a half where nothing is told.
fn told(times: &Times) -> (f64, f64) {
    let [known, unknown] = times;
    let apart = (median(known) / median(unknown) - 1.0).abs();
    let pairs = known
        .iter()
        .flat_map(|one| unknown.iter().map(move |other| one > other));
    let longer = pairs.clone().filter(|longer| *longer).count();
    let share = longer as f64 / pairs.count() as f64;
    (apart, share)
}

/// Other tests run beside it, so that a round may be spoiled; what is told is told in each.
async fn tells_nothing(measure: impl AsyncFn(u8) -> Times) {
    let mut rounds = Vec::new();
    for round in 0..5 {
        let (apart, share) = told(&measure(round).await);
        if apart < 0.1 && (0.4..=0.6).contains(&share) {
            return;
        }
        rounds.push((apart, share));
    }
    panic!("medians apart, share of longer ones: {rounds:?}");
}

#[actix_web::test]
async fn a_guess_costs_the_same_for_everybody() {
    let app = TestApp::on_sqlite().await;
    let hasher = Hasher::start(Cost::production()).expect("threads");
    tells_nothing(async |round| measure(&app, &hasher, round).await).await;
}

async fn ask(app: &TestApp, email: &str, ip: [u8; 4]) -> f64 {
    let mut actor = app.actor();
    actor.ip = Some(ip.into());
    let sender = Sender {
        key: &app.app.key,
        base: "http://localhost",
        locale: Locale::En,
    };
    let email = email.parse().expect("an address");
    let started = Instant::now();
    let asked = lost_password::ask(&app.app.db, &actor, sender, &email).await;
    let took = started.elapsed();
    asked.expect("answered");
    Duration::as_secs_f64(&took)
}

/// S23: asking for a new password takes as long for somebody as for nobody.
#[actix_web::test]
async fn asking_for_a_link_costs_the_same_for_everybody() {
    let app = TestApp::on_sqlite().await;
    let people = async |round: u8| {
        let mut times = Times::default();
        for account in 0..50 {
            app.hire(&format!("ada{round}{account}"), GroupKey::Support)
                .await;
            for number in 0..4 {
                for side in [number % 2, 1 - number % 2] {
                    let name = ["ada", "eve"][usize::from(side)];
                    let email = format!("{name}{round}{account}@example.com");
                    let took = ask(&app, &email, [10 + round, side, account, number]).await;
                    times[usize::from(side)].push(took);
                }
            }
        }
        times
    };
    tells_nothing(people).await;
}

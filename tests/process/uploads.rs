//! Many bad files at once: refused, nothing left behind, and memory stays bounded.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::support::{Installation, Server, files, tell, until};

const AT_ONCE: usize = 20;
const MOST_GROWTH_KB: u64 = 400 * 1024;
const LIMIT: usize = 10 * 1024 * 1024;

#[test]
fn pixel_bombs_and_files_of_full_size_do_not_fill_the_memory() {
    let begun = Instant::now();
    let home = Installation::new();
    home.hire();
    let server = home.serve(&[]);
    let bomb = files::grey(14_000, 14_000);
    let lying = files::bytes_like_png(LIMIT);
    let larger = files::bytes_like_png(LIMIT + 1);
    let honest = files::grey(12_000, 4_000);
    println!("the bomb has {} bytes", bomb.len());
    for (what, file, most, status) in [
        ("pixel bombs", &bomb, 1, 422),
        ("files of full size that are no pictures", &lying, 1, 422),
        ("files one byte too large", &larger, 1, 413),
        ("three files of full size each", &lying, 3, 422),
        ("pictures of 48 million pixels", &honest, 1, 303),
    ] {
        let part = Instant::now();
        let grown = upload_at_once(&server, what, file, most, status);
        tell(what, part, &format!("memory grew by {} MB", grown / 1024));
        assert!(grown < MOST_GROWTH_KB, "{what}: memory grew by {grown} kB");
        let arriving = || {
            std::fs::read_dir(home.data_dir().join("arriving"))
                .unwrap()
                .count()
        };
        until("nothing is left", Duration::from_secs(5), || {
            (arriving() == 0).then_some(())
        });
    }
    let mut ada = server.ada();
    let kept = ada.get("/customers?q=upload-pictures");
    assert_eq!(
        kept.all("#customers tbody tr").len(),
        AT_ONCE,
        "{}",
        kept.text()
    );
    let refused = ada.get("/customers?per_page=100");
    assert_eq!(
        refused.all("#customers tbody tr").len(),
        AT_ONCE,
        "only the honest ones"
    );
    tell(
        "uploads",
        begun,
        &format!("peak {} MB", server.memory_kb("VmHWM") / 1024),
    );
}

/// Sends a form with `copies` of a file twenty times at once. By how many kB memory grew meanwhile,
/// at most.
fn upload_at_once(server: &Server, what: &str, file: &[u8], copies: usize, status: u16) -> u64 {
    let mut ada = server.ada();
    let token = ada.token("/customers/new");
    let slots = ["photo", "doc_file_1", "doc_file_2"];
    let before = server.memory_kb("VmRSS");
    let (peak, over) = (AtomicU64::new(before), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::SeqCst) {
                peak.fetch_max(server.memory_kb("VmRSS"), Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        let uploads: Vec<_> = (0..AT_ONCE)
            .map(|number| {
                let (mut ada, token) = (ada.clone(), token.as_str());
                scope.spawn(move || {
                    let word = what.split(' ').next().unwrap();
                    let email = format!("upload-{word}-{number}@example.com");
                    let mut fields = vec![("csrf_token", token)];
                    fields.extend(files::customer(&email, "Upload"));
                    let sent: Vec<(&str, &str, &[u8])> = slots[..copies]
                        .iter()
                        .map(|slot| (*slot, "file.png", file))
                        .collect();
                    ada.try_upload("/customers", &fields, &sent)
                })
            })
            .collect();
        let answers: Vec<_> = uploads
            .into_iter()
            .map(|upload| upload.join().unwrap())
            .collect();
        over.store(true, Ordering::SeqCst);
        for answer in answers {
            let page = answer.unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(page.status, status, "{what}: {}", page.text());
        }
    });
    peak.load(Ordering::SeqCst).saturating_sub(before)
}

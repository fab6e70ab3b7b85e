//! `cargo xtask fuzz`: the long run. What breaks is written below `target/fuzz`, to be mended and then kept in the
//! corpus; what was new is kept with `--keep`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{fs, io};

use kauth_fuzz::{Budget, Corpus, PeakAlloc, Report, TARGETS, Target, draw, run};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// From here on the slowest input is kept, to be tried again on a quiet machine.
const WORTH_A_LOOK: Duration = Duration::from_secs(1);

const USAGE: &str =
    "kauth-fuzz [--minutes N] [--seed N] [--keep] [TARGET…]   how long a target; TARGET by the beginning
kauth-fuzz --draw                                        draws the first inputs of every corpus anew
kauth-fuzz --try TARGET FILE                             one input";

struct Wanted {
    minutes: u64,
    seed: u64,
    keep: bool,
    targets: Vec<&'static Target>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["--draw"] => TARGETS.iter().try_for_each(|target| draw(target).map(|_| ())).map(|()| true),
        ["--try", name, file] => match find(name) {
            Some(target) => fs::read(file).map(|input| {
                let corpus = Corpus { inputs: vec![input] };
                said(target, &run(target, &corpus, 0, Budget::Inputs(1)))
            }),
            None => return usage(),
        },
        words => match read(words) {
            Some(wanted) => long(&wanted),
            None => return usage(),
        },
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            eprintln!("kauth-fuzz: {trouble}");
            ExitCode::from(2)
        }
    }
}

fn usage() -> ExitCode {
    let known: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    eprintln!("{USAGE}\ntargets: {}", known.join(", "));
    ExitCode::from(2)
}

fn find(name: &str) -> Option<&'static Target> {
    TARGETS
        .iter()
        .find(|target| target.name == name)
        .or_else(|| TARGETS.iter().find(|target| target.name.starts_with(name)))
}

fn read(words: &[&str]) -> Option<Wanted> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
    let mut wanted = Wanted { minutes: 5, seed: now, keep: false, targets: Vec::new() };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--minutes" => wanted.minutes = words.next()?.parse().ok()?,
            "--seed" => wanted.seed = words.next()?.parse().ok()?,
            "--keep" => wanted.keep = true,
            name => wanted.targets.push(find(name)?),
        }
    }
    if wanted.targets.is_empty() {
        wanted.targets = TARGETS.iter().collect();
    }
    Some(wanted)
}

fn long(wanted: &Wanted) -> io::Result<bool> {
    println!("seed {}, {} minutes a target", wanted.seed, wanted.minutes);
    let mut fine = true;
    for target in &wanted.targets {
        let corpus = Corpus::read(target)?;
        let report =
            run(target, &corpus, wanted.seed, Budget::Time(Duration::from_secs(wanted.minutes * 60)));
        fine &= said(target, &report);
        if wanted.keep {
            keep(target, &report)?;
        }
    }
    Ok(fine)
}

/// Tells a report; true if nothing broke.
fn said(target: &Target, report: &Report) -> bool {
    println!(
        "{:<17} {:>9} inputs, {} kinds of answers, {} of them new; at most {} KiB and {:?}",
        target.name,
        report.inputs,
        report.said.len(),
        report.new.len(),
        report.memory >> 10,
        report.longest
    );
    if report.longest > WORTH_A_LOOK {
        println!("slow {}: {:?} ({})", target.name, report.longest, written(target, &report.slowest));
    }
    let Some(failure) = &report.failure else { return true };
    println!("BROKEN {}: {} ({})", target.name, failure.why, written(target, &failure.input));
    false
}

/// Keeps an input below `target/fuzz` and says where.
fn written(target: &Target, input: &[u8]) -> String {
    let file = Path::new("target/fuzz").join(format!("{}-{}", target.name, name(input)));
    let written = fs::create_dir_all("target/fuzz").and_then(|()| fs::write(&file, input));
    written.map_or_else(|error| error.to_string(), |()| file.display().to_string())
}

fn keep(target: &Target, report: &Report) -> io::Result<()> {
    let folder: PathBuf = Corpus::folder(target);
    report.new.iter().try_for_each(|input| fs::write(folder.join(format!("new-{}", name(input))), input))
}

/// FNV-1a: the same input has the same name.
fn name(input: &[u8]) -> String {
    let hash = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

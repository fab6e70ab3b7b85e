//! Learns, and writes the weights of `core/imaging`, or with `--check` compares what it learnt with those that are there.
//! A few minutes on one core.

use kauth_mrz_training::learn::{COURSE, learn};
use kauth_mrz_training::{fonts, ranges};
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

/// Where they are kept, from the workspace's root.
const FILE: &str = "core/imaging/src/mrz/weights.bin";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let check = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--check"] => true,
        _ => {
            eprintln!("usage: kauth-mrz-training [--check]");
            return ExitCode::from(2);
        }
    };
    match run(check) {
        Ok(done) => {
            println!("{done}");
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            eprintln!("kauth-mrz-training: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn run(check: bool) -> Result<String, String> {
    let faces = fonts::learnt()?;
    let mut next = 0.0;
    let network = learn(COURSE, &faces, &ranges::LEARNT, |done, wrong| {
        if done >= next {
            println!("{:3.0} % done, {:.2} % of new cells answered wrongly", done * 100.0, wrong * 100.0);
            next += 0.05;
        }
    });
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(FILE);
    let bytes = network.to_bytes();
    if check {
        let there = fs::read(&file).map_err(|e| format!("{FILE}: {e}"))?;
        return if there == bytes {
            Ok(format!("{FILE} is what this course teaches, to the last bit"))
        } else {
            Err(format!("{FILE} is not what this course teaches"))
        };
    }
    fs::write(&file, bytes).map_err(|e| format!("{FILE}: {e}"))?;
    Ok(format!("wrote {FILE}"))
}

//! `cargo xtask bench`: numbers, not verdicts. Nothing here fails because a machine is slow.
//!
//! A comparison is a ratio of two things measured in turns within one run, because times of two runs, let alone of
//! two machines, cannot be compared. Bounds that must hold on every machine belong in tests, of counts, not times.

mod imaging;
mod measure;
mod mrz;
mod otp;
mod server;
mod upload;

use std::process::ExitCode;

/// A group of measurements by the name that chooses it.
type Group = (&'static str, fn());

const GROUPS: [Group; 5] = [
    ("imaging", imaging::run),
    ("mrz", mrz::run),
    ("otp", otp::run),
    ("server", server::run),
    ("upload", upload::run),
];

fn main() -> ExitCode {
    if cfg!(debug_assertions) {
        eprintln!("kauth-bench: this is a debug build; `cargo xtask bench` makes the right one");
        return ExitCode::from(2);
    }
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    if let [serve, folder] = chosen.as_slice()
        && serve == server::SERVE
    {
        return server::serve(folder);
    }
    if let [still, file] = chosen.as_slice()
        && still == imaging::ALONE
    {
        return imaging::alone(file);
    }
    if let Some(unknown) =
        chosen.iter().find(|name| !GROUPS.iter().any(|(group, _)| group.starts_with(name.as_str())))
    {
        let known = GROUPS.map(|(group, _)| group).join(", ");
        eprintln!("kauth-bench: nothing is called `{unknown}`; there is: {known}");
        return ExitCode::from(2);
    }
    for (name, run) in GROUPS {
        if chosen.is_empty() || chosen.iter().any(|begin| name.starts_with(begin.as_str())) {
            run();
        }
    }
    ExitCode::SUCCESS
}

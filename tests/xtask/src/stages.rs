//! The table of stages: what each runs, what it needs, and which crates it is about.
//!
//! All cargo stages that build tests select the same packages and features, because cargo builds a dependency anew
//! for each other set of features. The suites are the integration test targets of `kauth-tests`; four of them are
//! stages of their own, the others run together, so that a new suite needs no line here.

use crate::bindings::SURFACE;
use crate::changed::Scope;
use crate::shells::{self, PERSON};
use crate::tools::Tool;
use crate::workspace::Workspace;
use crate::{Result, flows, licences, portraits, tree};

/// The crate that holds the suites.
pub(crate) const SUITES: &str = "kauth-tests";

/// The crate whose integration tests print with a font.
const MRZ: &str = "kauth-mrz-training";

/// The crates that people get.
const SHIPPED: [&str; 4] = ["kauth-core", SURFACE, "kauth-server", "kauth-cli"];

/// The demo, and its program.
pub(crate) const DEMO: &str = "kauth-demo";

/// One stage of `cargo xtask test`.
pub(crate) struct Stage {
    /// What `--stage` calls it.
    pub(crate) name: &'static str,
    /// One line for `--list`.
    pub(crate) about: &'static str,
    /// Without these it is skipped.
    pub(crate) needs: &'static [Tool],
    /// What makes it worth running.
    pub(crate) about_crates: About,
    /// It builds in a folder of its own, so it may run beside the others, with what they leave of the machine.
    pub(crate) beside: bool,
    /// What it does.
    pub(crate) steps: fn(&Workspace, &Scope) -> Vec<Step>,
}

/// Which changes a stage looks at.
pub(crate) enum About {
    /// Those to one of these shells, and those that reach one of these crates.
    Shells(&'static [&'static str], &'static [&'static str]),

    /// Any, also to papers and settings.
    Everything,
    /// Any that reaches a crate.
    AnyCrate,
    /// Those that reach one of these crates, or the suites themselves.
    Crates(&'static [&'static str]),
}

/// One thing a stage does.
#[derive(Debug)]
pub(crate) enum Step {
    /// A program to start.
    Run(Program),
    /// A check of our own: every returned line is a complaint.
    Own(fn(&Workspace) -> Result<Vec<String>>),
    /// It cannot run, and that is a failure.
    Impossible(String),
}

/// A program to start in the workspace's root.
#[derive(Debug)]
pub(crate) struct Program {
    /// Its name, or its file.
    pub(crate) name: String,
    /// The words after it.
    pub(crate) arguments: Vec<String>,
    /// What it finds in its environment beside ours.
    pub(crate) environment: Vec<(&'static str, String)>,
    /// How to read its ending.
    pub(crate) judge: Judge,
}

/// How the ending of a program is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judge {
    /// Success is one check passed.
    MustSucceed,
    /// It prepares a later step: success counts nothing.
    Prepares,
    /// It must fail, and say this.
    MustFailWith(&'static str),
    /// It runs tests: count them.
    CountTests,
}

const COUNT: usize = 19;

/// All stages, in their order: cheap ones first.
pub(crate) static ALL: [Stage; COUNT] = [
    Stage {
        name: "fmt",
        about: "formatting; names each file that `cargo fmt` would change",
        needs: &[Tool::Rustfmt],
        about_crates: About::Everything,
        beside: false,
        steps: |_, _| {
            vec![cargo(&["fmt", "--all", "--check", "--", "--files-with-diff"], &[], Judge::MustSucceed)]
        },
    },
    Stage {
        name: "licences",
        about: "licences and TLS stacks; what git tracks makes sense everywhere; both shells walk every flow",
        needs: &[],
        about_crates: About::Everything,
        beside: false,
        steps: |_, _| vec![Step::Own(licences::check), Step::Own(tree::check), Step::Own(flows::check)],
    },
    Stage {
        name: "lint",
        about: "clippy without warnings, with and without the features for tests",
        needs: &[Tool::CCompiler, Tool::Clippy],
        about_crates: About::AnyCrate,
        beside: false,
        steps: |_, scope| {
            let denying = ["--", "-D", "warnings"];
            let whole = ["clippy", "--all-targets", "--all-features"];
            let mut steps = vec![of_scope(&whole, scope, &denying, Judge::MustSucceed)];
            // In a build of the whole workspace the tests' crates switch the features for tests on.
            let shipped = SHIPPED.into_iter().filter(|name| scope.affects(name));
            let mut words: Vec<String> =
                shipped.flat_map(|name| ["--package".to_owned(), name.to_owned()]).collect();
            if !words.is_empty() {
                words.extend(denying.map(str::to_owned));
                steps.push(cargo(&["clippy"], &words, Judge::MustSucceed));
            }
            // The demo's own stage runs it as tests built it; newcomers build it without their features.
            if scope.affects(DEMO) {
                let words = ["--package", DEMO, "--", "-D", "warnings"].map(str::to_owned);
                steps.push(cargo(&["clippy"], &words, Judge::MustSucceed));
            }
            steps
        },
    },
    Stage {
        name: "doc",
        about: "documentation without warnings",
        needs: &[Tool::CCompiler],
        about_crates: About::AnyCrate,
        beside: false,
        steps: |_, scope| {
            let words = ["doc", "--no-deps", "--all-features"];
            // As in [`AS_FOR_TESTS`]: there are no examples, but naming them spares checking all dependencies once more.
            let last: &[&str] = if *scope == Scope::All { &["--lib", "--bins", "--examples"] } else { &[] };
            vec![of_scope(&words, scope, last, Judge::MustSucceed)]
        },
    },
    Stage {
        name: "unit",
        about: "tests of each crate by itself, and the examples in its documentation",
        needs: &[Tool::CCompiler, Tool::Pip],
        about_crates: About::AnyCrate,
        beside: false,
        steps: |workspace, scope| {
            let mut what = vec!["--lib", "--bins"];
            let has_own_stages = [SUITES, MRZ];
            let beside = workspace
                .packages
                .iter()
                .filter(|(name, _)| !has_own_stages.contains(&name.as_str()) && scope.affects(name));
            for target in beside.flat_map(|(_, package)| &package.test_targets) {
                what.extend(["--test", target]);
            }
            let mut steps = Vec::new();
            if scope.affects("kauth-imaging") || scope.affects("kauth-scenes") {
                steps.push(Step::Own(portraits::check));
            }
            steps.push(of_scope(&TEST, scope, &what, Judge::CountTests));
            let examples = scope.libraries(workspace);
            if !examples.is_empty() {
                steps.push(cargo(&TEST, &[&examples[..], &["--doc".to_owned()]].concat(), Judge::CountTests));
            }
            steps
        },
    },
    Stage {
        name: "mrz",
        about: "machine readable zones in the font they are printed in, off drawn documents",
        needs: &[Tool::CCompiler, Tool::OcrB],
        about_crates: About::Crates(&[MRZ]),
        beside: false,
        steps: |_, _| suites(&["mrz"]),
    },
    Stage {
        name: "vectors",
        about: "test vectors that other implementations read too",
        needs: &[Tool::CCompiler],
        about_crates: About::Crates(&["kauth-otp", "kauth-protocol", "kauth-core"]),
        beside: false,
        steps: |workspace, _| suite(workspace, "vectors"),
    },
    Stage {
        name: "suites",
        about: "phone against server over real HTTP, and every attack",
        needs: &[Tool::CCompiler],
        about_crates: About::Crates(&["kauth-core", "kauth-server"]),
        beside: false,
        steps: |workspace, _| {
            let own = ["vectors", "model", "crash", "browser"];
            let targets = workspace.packages.get(SUITES).map(|p| &p.test_targets);
            let others: Vec<&str> =
                targets.into_iter().flatten().map(String::as_str).filter(|t| !own.contains(t)).collect();
            let mut steps = vec![programs()];
            steps.extend(suites(&others));
            steps
        },
    },
    Stage {
        name: "model",
        about: "every interleaving of small approval scenarios, by a model checker",
        needs: &[Tool::CCompiler],
        about_crates: About::Crates(&["kauth-server"]),
        beside: false,
        steps: |workspace, _| suite(workspace, "model"),
    },
    Stage {
        name: "crash",
        about: "phone and server killed at named points, then looked at",
        needs: &[Tool::CCompiler],
        about_crates: About::Crates(&["kauth-core", "kauth-server", "kauth-cli"]),
        beside: false,
        steps: |workspace, _| {
            let mut steps = vec![programs()];
            steps.extend(suite(workspace, "crash"));
            steps
        },
    },
    Stage {
        name: "browser",
        about: "the pages in a real browser, with screenshots",
        needs: &[Tool::CCompiler, Tool::Chromium, Tool::Chromedriver, Tool::Fonts],
        about_crates: About::Crates(&["kauth-core", "kauth-server"]),
        beside: false,
        steps: |workspace, _| suite(workspace, "browser"),
    },
    Stage {
        name: "bindings",
        about: "Kotlin, Swift and design tokens are generated from the core",
        needs: &[Tool::CCompiler],
        about_crates: About::Shells(&[], &[SURFACE]),
        beside: false,
        steps: |workspace, _| vec![shells::bindings(workspace, Judge::MustSucceed)],
    },
    Stage {
        name: "kotlin-lint",
        about: "ktlint and detekt without complaints",
        needs: &[Tool::Jdk, Tool::Maven],
        about_crates: About::Shells(&["android"], &[SURFACE]),
        beside: false,
        steps: |_, _| shells::kotlin_lint(),
    },
    Stage {
        name: "kotlin",
        about: "the Kotlin shell: its screens, its Android glue, its window, against the real core and server",
        needs: &[Tool::CCompiler, Tool::Jdk, Tool::Maven, Tool::Window, Tool::Fonts, Tool::Aapt2],
        about_crates: About::Shells(&["android"], &[SURFACE, PERSON]),
        beside: false,
        steps: |workspace, _| shells::kotlin(workspace),
    },
    Stage {
        name: "swift-lint",
        about: "swift format and SwiftLint without complaints",
        needs: &[Tool::Swift, Tool::Npm],
        about_crates: About::Shells(&["ios"], &[SURFACE]),
        beside: false,
        steps: |workspace, _| shells::swift_lint(workspace),
    },
    Stage {
        name: "swift",
        about: "the Swift shell on Linux: its model and its screens, against the real core and server; their pictures",
        needs: &[Tool::CCompiler, Tool::Swift, Tool::Chromium, Tool::Npm],
        about_crates: About::Shells(&["ios"], &[SURFACE, PERSON]),
        beside: false,
        steps: |workspace, _| shells::swift(workspace),
    },
    Stage {
        name: "mobile",
        about: "core and bindings type-check for four targets of phones; for the fifth a library links and is looked at",
        needs: &[Tool::Clang, Tool::PhoneRust, Tool::Pip],
        about_crates: About::Shells(&[], &[SURFACE]),
        beside: true,
        // One process: while it runs, others may build this program anew.
        steps: |workspace, _| vec![shells::xtask(workspace, &["mobile"], Judge::MustSucceed)],
    },
    Stage {
        name: "demo",
        about: "what `cargo demo --auto` runs: every flow, end to end",
        needs: &[Tool::CCompiler],
        about_crates: About::Crates(&[DEMO]),
        beside: false,
        steps: |workspace, _| vec![programs(), shells::demo(workspace)],
    },
    Stage {
        name: "release-guard",
        about: "a release build with the server's test controls must not compile",
        needs: &[],
        about_crates: About::Crates(&["kauth-server"]),
        beside: false,
        steps: |workspace, _| vec![release_guard(workspace)],
    },
];

const TEST: [&str; 3] = ["test", "--all-features", "--no-fail-fast"];

impl Stage {
    /// Whether the changes in scope are any of its business.
    pub(crate) fn is_touched(&self, scope: &Scope) -> bool {
        match self.about_crates {
            About::Everything => true,
            About::AnyCrate => !scope.is_empty(),
            About::Shells(shells, crates) => {
                shells.iter().any(|shell| scope.touches_shell(shell))
                    || crates.iter().any(|name| scope.affects(name))
            }
            About::Crates(roots) => scope.touches(SUITES, roots),
        }
    }
}

/// Their names, for the command line.
pub(crate) fn names() -> [&'static str; COUNT] {
    ALL.each_ref().map(|stage| stage.name)
}

/// One line a stage.
pub(crate) fn print_list() {
    for stage in &ALL {
        println!("{:<14} {}", stage.name, stage.about);
    }
}

/// A cargo command.
pub(crate) fn cargo(words: &[&str], more: &[String], judge: Judge) -> Step {
    let arguments = words.iter().map(|word| (*word).to_owned()).chain(more.iter().cloned()).collect();
    Step::Run(Program { name: "cargo".to_owned(), arguments, environment: Vec::new(), judge })
}

fn of_scope(words: &[&str], scope: &Scope, last: &[&str], judge: Judge) -> Step {
    let mut more = scope.packages();
    more.extend(last.iter().map(|word| (*word).to_owned()));
    cargo(words, &more, judge)
}

fn suite(workspace: &Workspace, target: &str) -> Vec<Step> {
    let exists = workspace.packages.get(SUITES).is_some_and(|p| p.test_targets.contains(target));
    if exists {
        suites(&[target])
    } else {
        vec![Step::Impossible(format!("{SUITES} has no test target `{target}`"))]
    }
}

/// The file that refuses, compiled by itself as a release build would: the whole server would take minutes to refuse.
fn release_guard(workspace: &Workspace) -> Step {
    let out = format!("--out-dir={}", workspace.target.join("xtask").display());
    let words = ["--edition=2024", "--crate-type=lib", "--emit=metadata", "-Cdebug-assertions=off"];
    let more = ["--cfg", "feature=\"test-control\"", &out, "server-stub/src/crash.rs"];
    let arguments = words.into_iter().chain(more).map(str::to_owned).collect();
    let judge = Judge::MustFailWith("test-control is not for release builds");
    Step::Run(Program { name: "rustc".to_owned(), arguments, environment: Vec::new(), judge })
}

/// What `cargo build` must be told for the dependencies that tests were built with: naming one test makes cargo count what
/// only tests depend on, and with other features of serde nearly everything would be built a second time.
pub(crate) const AS_FOR_TESTS: [&str; 4] = ["--workspace", "--all-features", "--test", "vectors"];

/// Suites start the programs as processes; Cargo builds programs of other crates for no test.
pub(crate) fn programs() -> Step {
    cargo(&[&["build", "--bins"], &AS_FOR_TESTS[..]].concat(), &[], Judge::Prepares)
}

fn suites(targets: &[&str]) -> Vec<Step> {
    if targets.is_empty() {
        return vec![Step::Impossible(format!("{SUITES} has no suites"))];
    }
    let mut words: Vec<String> = vec!["--workspace".to_owned()];
    words.extend(targets.iter().flat_map(|target| ["--test".to_owned(), (*target).to_owned()]));
    vec![cargo(&TEST, &words, Judge::CountTests)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Package;
    use std::collections::{BTreeMap, BTreeSet};

    fn workspace(test_targets: &[&str]) -> Workspace {
        let test_targets = test_targets.iter().map(|t| (*t).to_owned()).collect();
        let suites = Package { test_targets, ..Package::default() };
        Workspace {
            root: "/w".into(),
            target: "/w/t".into(),
            packages: BTreeMap::from([(SUITES.to_owned(), suites)]),
        }
    }

    fn stage(name: &str) -> &'static Stage {
        ALL.iter().find(|stage| stage.name == name).unwrap()
    }

    fn steps(name: &str, workspace: &Workspace) -> String {
        format!("{:?}", (stage(name).steps)(workspace, &Scope::All))
    }

    #[test]
    fn a_new_suite_is_run_without_being_listed() {
        let workspace = workspace(&["browser", "links", "vectors"]);
        let all = steps("suites", &workspace);
        // What is built first names a test, and runs none.
        let (_, all) = all.split_once("Prepares").unwrap();
        assert!(all.contains("links") && !all.contains("browser") && !all.contains("vectors"), "{all}");
        assert!(steps("browser", &workspace).contains("\"--test\", \"browser\""));
    }

    #[test]
    fn tests_of_other_crates_belong_to_unit() {
        let mut workspace = workspace(&["links"]);
        let server = Package { test_targets: BTreeSet::from(["process".to_owned()]), ..Package::default() };
        workspace.packages.insert("kauth-server".to_owned(), server);
        let unit = steps("unit", &workspace);
        assert!(unit.contains("\"--test\", \"process\"") && !unit.contains("links"), "{unit}");
    }

    #[test]
    fn a_suite_that_is_not_there_is_no_success() {
        assert!(steps("model", &workspace(&["links"])).contains("Impossible"));
        assert!(steps("suites", &workspace(&["model"])).contains("Impossible"));
    }

    #[test]
    fn a_change_runs_the_stages_about_it() {
        let only = |name: &str| {
            let names = BTreeSet::from([name.to_owned()]);
            Scope::Changed { direct: names.clone(), affected: names, shells: BTreeSet::new() }
        };
        let touched = |scope: &Scope| -> Vec<&str> {
            ALL.iter().filter(|stage| stage.is_touched(scope)).map(|stage| stage.name).collect()
        };
        let shells = |names: &[&'static str]| Scope::Changed {
            direct: BTreeSet::new(),
            affected: BTreeSet::new(),
            shells: names.iter().copied().collect(),
        };
        assert_eq!(touched(&shells(&[])), ["fmt", "licences"]);
        assert_eq!(touched(&shells(&["android"])), ["fmt", "licences", "kotlin-lint", "kotlin"]);
        assert_eq!(touched(&shells(&["ios"])), ["fmt", "licences", "swift-lint", "swift"]);
        let surface = ["bindings", "kotlin-lint", "kotlin", "swift-lint", "swift", "mobile"];
        assert!(touched(&only("kauth-ffi")).ends_with(&surface));
        assert!(touched(&only("kauth-person")).ends_with(&["kotlin", "swift"]));
        assert_eq!(touched(&only("xtask")), ["fmt", "licences", "lint", "doc", "unit"]);
        assert!(touched(&only("kauth-server")).contains(&"release-guard"));
        assert!(!touched(&only("kauth-core")).contains(&"model"));
        assert!(touched(&only(SUITES)).contains(&"model"));
        assert_eq!(touched(&Scope::All), names());
    }
}

//! A check from its link to its end.

use kauth_imaging::{Hint, Outline, Point};
use kauth_protocol::check_uri::CheckUri;
use kauth_protocol::checks::{
    BlobKind, Description, DocumentKind, Finish, LocationWish, PhoneStep, RETENTION, Retake, RetakeReason,
    State, Trigger,
};
use kauth_protocol::display::DisplayPair;
use kauth_protocol::jwk::Jwks;
use kauth_protocol::origin::Origin;

use super::Entry;
use super::accounts::{HOST, LOGIN, LONG_ISSUER, PROVIDER};
use super::stage::{Codes, Stage, WALL_MS, key};
use crate::app::command::PermissionState;
use crate::app::nav::Page;
use crate::app::view::PictureKind;
use crate::app::viewfinder::Seen;
use crate::checks::record::{CodeWait, Finishing, Progress};
use crate::checks::upload::{Pace, Upload};
use crate::checks::{Beginning, Check, CheckSecrets, Picture};
use crate::error::{CoreError, ErrorKind};
use crate::secret::{Secret, Stored};

pub(super) const SCENES: &[Entry] = &[
    ("agree--check", |stage| {
        let uri = CheckUri {
            origin: Origin::of_host(HOST).ok()?,
            token: String::new(),
            key: String::new(),
            reviewers: String::new(),
            pin: None,
        };
        stage.actor.state.checking.beginning = Some(Beginning::asked(uri, false));
        stage.go(Page::Check);
        Some(())
    }),
    ("check--consent", |stage| check(stage, |check| check.progress.consented = false)),
    ("check--consent_linked", |stage| {
        stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        check(stage, |check| {
            check.progress.consented = false;
            check.asked.location = LocationWish::Required;
            check.asked.asker = LONG_ISSUER.to_owned();
        })
    }),
    ("check--number", |stage| check(stage, |check| check.progress.phone = PhoneStep::None)),
    ("check--number_problem", |stage| {
        check(stage, |check| check.progress.phone = PhoneStep::None)?;
        problem(stage, ErrorKind::NumberInvalid)
    }),
    ("check--code", |stage| code(stage, PhoneStep::Sent, 52_000)),
    ("check--code_again", |stage| {
        code(stage, PhoneStep::Sent, 0)?;
        let text = stage.actor.state.texts().check_code_wrong(4);
        let kind = ErrorKind::DigitsWrong;
        stage.actor.state.nav.problem = Some(CoreError { kind, text, retry_after_s: None });
        Some(())
    }),
    ("check--code_failed", |stage| code(stage, PhoneStep::Failed, 0)),
    ("check--location", |stage| check(stage, |check| check.progress.location = None)),
    ("check--location_required", |stage| {
        check(stage, |check| {
            check.progress.location = None;
            check.asked.location = LocationWish::Required;
        })?;
        problem(stage, ErrorKind::LocationRequired)
    }),
    ("check--location_refused", |stage| {
        check(stage, |check| {
            check.progress.location = None;
            check.asked.location = LocationWish::Required;
        })?;
        stage.actor.state.settings.location = PermissionState::Blocked;
        problem(stage, ErrorKind::LocationInvalid)
    }),
    ("check--document", |stage| check(stage, |check| check.progress.document = None)),
    ("check--document_other", |stage| {
        check(stage, all_taken)?;
        stage.go(Page::CheckDocument);
        Some(())
    }),
    ("check--picture_front", |stage| check(stage, |_| {})),
    ("check--picture_fine", |stage| {
        check(stage, |_| {})?;
        seen(
            stage,
            PictureKind::Front,
            Hint::HoldStill,
            [[0.08, 0.3], [0.92, 0.31], [0.91, 0.71], [0.09, 0.7]],
        )
    }),
    ("check--picture_tilted", |stage| {
        check(stage, |_| {})?;
        seen(stage, PictureKind::Front, Hint::Tilted, [[0.2, 0.22], [0.86, 0.4], [0.76, 0.8], [0.1, 0.62]])
    }),
    ("check--picture_no_camera", |stage| {
        check(stage, |_| {})?;
        stage.actor.state.settings.camera = PermissionState::Blocked;
        Some(())
    }),
    ("check--picture_refused", |stage| check(stage, |check| refused(check, BlobKind::Front, "glare", 1))),
    ("check--picture_anyway", |stage| check(stage, |check| refused(check, BlobKind::Front, "blurred", 2))),
    ("check--picture_selfie", |stage| {
        check(stage, |check| {
            taken(check, BlobKind::Front);
            taken(check, BlobKind::Back);
        })
    }),
    ("check--picture_again", |stage| {
        check(stage, all_taken)?;
        stage.go(Page::CheckPicture { kind: PictureKind::Back });
        Some(())
    }),
    ("check--review", |stage| check(stage, all_taken)),
    ("check--review_flagged", |stage| {
        check(stage, |check| {
            all_taken(check);
            check.progress.location = Some(false);
            if let Some(front) = check.pictures.first_mut() {
                front.sent_anyway = true;
            }
        })?;
        stage.actor.state.checking.secrets.as_mut()?.mrz = None;
        Some(())
    }),
    ("check--sending_begins", sending),
    ("check--sending", |stage| {
        sending(stage)?;
        upload(stage)
    }),
    ("check--sending_no_network", |stage| {
        sending(stage)?;
        stage.actor.state.checking.unreached = true;
        upload(stage)
    }),
    ("check--sending_wifi", |stage| {
        sending(stage)?;
        stage.actor.state.is_metered = true;
        stage.actor.state.checking.check.as_mut()?.progress.wifi_only = true;
        upload(stage)
    }),
    ("check--submitted", |stage| state(stage, State::Submitted)),
    ("check--in_review", |stage| state(stage, State::InReview)),
    ("check--retake_asked", |stage| {
        check(stage, |check| {
            all_taken(check);
            check.pictures.iter_mut().for_each(|picture| picture.sent = true);
            check.state = State::RetakeAsked;
            check.retake = vec![
                Retake { kind: BlobKind::Front, reason: RetakeReason::Glare },
                Retake { kind: BlobKind::Selfie, reason: RetakeReason::DocumentHidden },
            ];
        })
    }),
    ("check--accepted_waits", |stage| accepted(stage, 3_540, false)),
    ("check--accepted", |stage| accepted(stage, 0, false)),
    ("check--accepted_done", |stage| accepted(stage, 0, true)),
    ("check--accepted_only", |stage| state(stage, State::Accepted)),
    ("check--accepted_lapsed", |stage| {
        accepted(stage, 0, false)?;
        stage.actor.state.checking.check.as_mut()?.finish.as_mut()?.lapsed = true;
        Some(())
    }),
    ("check--void", |stage| {
        state(stage, State::Stopped)?;
        stage.actor.state.checking.check.as_mut()?.is_void = true;
        Some(())
    }),
    ("check--refused", |stage| {
        state(stage, State::Refused)?;
        stage.actor.state.checking.check.as_mut()?.refused_because = Some(RetakeReason::NoMatch);
        Some(())
    }),
    ("check--expired", |stage| state(stage, State::Expired)),
    ("check--withdrawn", |stage| state(stage, State::Withdrawn)),
    ("check--replaced", |stage| state(stage, State::Replaced)),
    ("check--unreadable", |stage| state(stage, State::Unreadable)),
    ("check--stopped", |stage| state(stage, State::Stopped)),
    ("check--withdraw", |stage| {
        state(stage, State::Submitted)?;
        stage.go(Page::CheckWithdraw);
        Some(())
    }),
    ("check--review_again", |stage| {
        check(stage, |check| {
            all_taken(check);
            check.state = State::RetakeAsked;
            check.progress.taken = Some(String::new());
            check.retake = vec![Retake { kind: BlobKind::Front, reason: RetakeReason::Glare }];
            check.pictures.iter_mut().skip(1).for_each(|picture| picture.sent = true);
        })
    }),
    ("start--check", |stage| {
        waiting(stage)?;
        stage.go(Page::Accounts);
        Some(())
    }),
];

fn pair(label: &str, value: &str) -> DisplayPair {
    DisplayPair { label: label.to_owned(), value: value.to_owned() }
}

fn description(origin: &Origin) -> Description {
    Description {
        v: 1,
        iss: origin.clone(),
        jti: String::new(),
        key: String::new(),
        trigger: Trigger::ForgottenPassword,
        account: Some(LOGIN.to_owned()),
        asker: PROVIDER.to_owned(),
        begun: vec![
            pair("browser", "Firefox 145"),
            pair("system", "Windows 11"),
            pair("place", "Regensburg, Bayern, DE"),
            pair("time", "2026-11-18T12:51:03Z"),
        ],
        documents: DocumentKind::ALL.to_vec(),
        location: LocationWish::Optional,
        reviewers: String::new(),
        retention: RETENTION,
        iat: 0,
    }
}

/// A check whose pictures are to be taken, changed.
fn check(stage: &mut Stage, change: impl FnOnce(&mut Check)) -> Option<()> {
    let origin = Origin::of_host(HOST).ok()?;
    let now = stage.actor.now();
    let mut check = Check {
        id: "check".to_owned(),
        asked: description(&origin),
        origin,
        pin: None,
        server_key: key(1)?.jwk,
        session_key: key(2)?,
        description: String::new(),
        reviewers: Jwks { keys: vec![key(3)?.jwk, key(4)?.jwk] },
        envelopes: vec![],
        ends: now.after(RETENTION * 1000),
        ends_unix_s: WALL_MS / 1000 + 259_200,
        progress: Progress {
            consented: true,
            phone: PhoneStep::Confirmed,
            location: Some(true),
            document: Some(DocumentKind::IdentityCard),
            ..Progress::default()
        },
        pictures: vec![],
        state: State::Open,
        retake: vec![],
        is_void: false,
        refused_because: None,
        finish: None,
        usual_minutes: 120,
        audit_head: None,
    };
    change(&mut check);
    stage.actor.state.checking.check = Some(check);
    stage.actor.state.checking.secrets = Some(CheckSecrets {
        data_key: Stored(Secret::new(vec![])),
        location: None,
        mrz: Some(vec![]),
        number: "+4915112345678".to_owned(),
        wanted_number: None,
    });
    stage.go(Page::Check);
    Some(())
}

fn problem(stage: &mut Stage, kind: ErrorKind) -> Option<()> {
    stage.actor.state.nav.problem = Some(stage.actor.error(kind));
    Some(())
}

fn code(stage: &mut Stage, phone: PhoneStep, again_ms: u64) -> Option<()> {
    let now = stage.actor.now();
    check(stage, |check| {
        check.progress.phone = phone;
        check.progress.code =
            Some(CodeWait { ends: now.after(571_000), again: now.after(again_ms), tries_left: 4 });
    })
}

/// The viewfinder has been open for long.
fn seen(stage: &mut Stage, kind: PictureKind, hint: Hint, corners: [[f32; 2]; 4]) -> Option<()> {
    stage.actor.state.checking.sight = Some(Seen {
        kind,
        hint,
        complaint: true,
        outline: Some(Outline { corners: corners.map(|[x, y]| Point { x, y }) }),
        shutter: false,
    });
    Some(())
}

fn picture(kind: BlobKind) -> Picture {
    Picture {
        kind,
        attempt: 1,
        sha256: String::new(),
        bytes: 900_000,
        verdicts: vec![],
        refusals: 0,
        sent_anyway: false,
        sent: false,
    }
}

fn taken(check: &mut Check, kind: BlobKind) {
    check.pictures.push(picture(kind));
}

fn refused(check: &mut Check, kind: BlobKind, verdict: &str, refusals: u8) {
    check.pictures.push(Picture { verdicts: vec![verdict.to_owned()], refusals, ..picture(kind) });
}

fn all_taken(check: &mut Check) {
    DocumentKind::IdentityCard.pictures().iter().for_each(|kind| taken(check, *kind));
}

fn sending(stage: &mut Stage) -> Option<()> {
    check(stage, |check| {
        all_taken(check);
        check.progress.sending = true;
    })
}

/// A third of it is there.
fn upload(stage: &mut Stage) -> Option<()> {
    let checking = &mut stage.actor.state.checking;
    let pictures = checking.check.as_ref()?.pictures.iter();
    let mut upload = Upload::plan(pictures, &kauth_protocol::checks::ImagesResponse::default());
    let mut pace = Pace::default();
    for number in 0..4 {
        let piece = upload.next()?.clone();
        upload.sent(&piece);
        pace.begun(number * 2_000);
        pace.sent(262_144, number * 2_000 + 1_900);
    }
    checking.upload = Some(upload);
    checking.pace = pace;
    Some(())
}

/// A check that a reviewer looks at.
pub(super) fn waiting(stage: &mut Stage) -> Option<()> {
    state(stage, State::InReview)
}

fn state(stage: &mut Stage, state: State) -> Option<()> {
    check(stage, |check| check.state = state)
}

fn accepted(stage: &mut Stage, waits: u64, done: bool) -> Option<()> {
    let now = stage.actor.now();
    let path = (waits == 0).then(|| "/recover".to_owned());
    check(stage, |check| {
        check.state = State::Accepted;
        check.finish = Some(Finishing {
            finish: Finish { path, waits, remaining: 3_600, done },
            from: now.after(waits * 1000),
            until: now.after((waits + 3_600) * 1000),
            until_unix_s: None,
            lapsed: false,
        });
    })
}

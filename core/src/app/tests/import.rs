//! From another authenticator's export to accounts on the list, or to nothing at all.

use qrcode::QrCode;

use super::*;

/// Two QR codes that belong together: *Example, anna*; then *Shop, bob* and one with MD5.
const FIRST: &str = "otpauth-migration://offline?data=CjMKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgxFeGFtcGxlOmFubmEaB0V4YW1wbGUgASgBMAIQARgCIAAo%2Bf%2F%2F%2F%2F%2F%2F%2F%2F%2F%2FAQ%3D%3D";
const SECOND: &str = "otpauth-migration://offline?data=CicKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgNib2IaBFNob3AgASgBMAIKJwoUMTIzNDU2Nzg5MDEyMzQ1Njc4OTASBGNhcmwaA09sZCAEKAEwAhABGAIgASj5%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F8B";

fn file() -> Vec<u8> {
    format!(
        "otpauth://totp/Example:anna?secret={SECRET}&issuer=Example\n\
         otpauth://hotp/Bank:dora?secret={SECRET}&issuer=Bank&counter=3\n\
         otpauth://steam/Games:erik?secret={SECRET}\n"
    )
    .into_bytes()
}

async fn shown(app: &App) -> ImportView {
    match screen(app).await {
        Screen::Import(view) => view,
        other => panic!("{other:?}"),
    }
}

/// The groups as text, a line a row.
fn lines(view: &ImportView) -> Vec<String> {
    let group = |group: &ImportGroupView| {
        let row = |row: &ImportRow| format!("{}|{}|{}", group.title, row.title, row.text);
        group.rows.iter().map(row).collect::<Vec<_>>()
    };
    view.groups.iter().flat_map(group).collect()
}

async fn names(app: &App) -> Vec<String> {
    rows(app).await.into_iter().map(|row| format!("{}, {}", row.issuer, row.name)).collect()
}

/// A picture of QR codes, one beside the other.
fn picture(texts: &[&str]) -> Vec<u8> {
    let codes: Vec<QrCode> = texts.iter().map(|text| QrCode::new(text).unwrap()).collect();
    let side = codes.iter().map(|code| code.width() + 8).max().unwrap() * 4;
    let (width, height) = (side * codes.len(), side);
    let mut luma = vec![255; width * height];
    for (place, code) in codes.iter().enumerate() {
        let modules = code.width();
        for (pixel, shade) in luma.iter_mut().enumerate() {
            let inside = |at: usize| (at / 4).checked_sub(4).filter(|module| *module < modules);
            let Some(x) = (pixel % width).checked_sub(place * side) else { continue };
            if let (Some(x), Some(y)) = (inside(x), inside(pixel / width))
                && code[(x, y)] == qrcode::Color::Dark
            {
                *shade = 0;
            }
        }
    }
    png(&luma, width as u32, height as u32)
}

/// A PNG file of grey pixels: stored, not compressed.
fn png(luma: &[u8], width: u32, height: u32) -> Vec<u8> {
    let rows: Vec<u8> =
        luma.chunks(width as usize).flat_map(|row| std::iter::once(&0).chain(row)).copied().collect();
    let mut data = vec![0x78, 0x01];
    let blocks = rows.chunks(65_535);
    let last = blocks.len() - 1;
    for (place, block) in blocks.enumerate() {
        let length = block.len() as u16;
        data.push(u8::from(place == last));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend(block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in &rows {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    data.extend((b << 16 | a).to_be_bytes());
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    for (name, body) in [(b"IHDR", head), (b"IDAT", data), (b"IEND", vec![])] {
        let chunk = [&name[..], &body].concat();
        file.extend((body.len() as u32).to_be_bytes());
        file.extend(&chunk);
        file.extend(crc(&chunk).to_be_bytes());
    }
    file
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |mut crc: u32, byte: &u8| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
        crc
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[tokio::test]
async fn a_file_is_shown_first_and_added_at_once() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.add_by_hand(entry("Example")).await.unwrap();
    app.show(Destination::Add).await.unwrap();
    app.picture(file()).await.unwrap();
    let view = shown(&app).await;
    assert_eq!(view.title, "3 accounts found");
    assert_eq!(
        lines(&view),
        [
            "To be added|Bank|dora",
            "Already here|Example|anna",
            "Cannot be added|Games · erik|Codes of the kind Steam cannot be made here.",
        ]
    );
    assert_eq!((view.add.as_deref(), view.another), (Some("Add it"), None));
    assert_eq!(names(&app).await, ["Example, anna"], "nothing before the person says so");

    app.add_import().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Accounts(_)));
    assert_eq!(snackbar(&app).await.as_deref(), Some("1 account added"));
    assert_eq!(names(&app).await, ["Example, anna", "Bank, dora"]);
    let dora = rows(&app).await.pop().unwrap();
    assert_eq!(dora.code_kind, CodeKind::Counter);
    app.next_counter_code(dora.id.clone()).await.unwrap();
    assert_eq!(rows(&app).await.pop().unwrap().code.as_deref(), Some("969 429"), "RFC 4226, counter 3");

    // A second tap, and the same file once more.
    assert_eq!(app.add_import().await.unwrap_err().kind, ErrorKind::NothingToDo);
    app.picture(file()).await.unwrap();
    let view = shown(&app).await;
    assert_eq!(
        (view.add, view.leave.as_str()),
        (None, "Close"),
        "a counter that moved on is no other account"
    );
    assert_eq!(app.add_import().await.unwrap_err().kind, ErrorKind::NothingToDo);
    app.cancel().await.unwrap();
    app.shutdown().await;
    assert_eq!(names(&phone.open().await).await, ["Example, anna", "Bank, dora"]);
}

#[tokio::test]
async fn notes_come_along() {
    let phone = Phone::new();
    let app = phone.open().await;
    let aegis = format!(
        r#"{{"version":1,"header":{{}},"db":{{"version":3,"entries":[{{"type":"totp","name":"anna","issuer":"Example",
        "note":"by the\ndoor","info":{{"secret":"{SECRET}","algo":"SHA1","digits":6,"period":30}}}}]}}}}"#
    );
    app.picture(aegis.into_bytes()).await.unwrap();
    assert_eq!(shown(&app).await.text, "In a file from Aegis. Nothing has been added yet.");
    app.add_import().await.unwrap();
    assert_eq!(rows(&app).await[0].note, "by the door");
}

#[tokio::test]
async fn codes_that_belong_together_are_collected() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.show(Destination::Add).await.unwrap();
    app.scan(SECOND.into()).await.unwrap();
    let view = shown(&app).await;
    let another = view.another.clone().unwrap();
    assert_eq!(another.text, "1 of 2 QR codes have been read. Read the others too, in any order.");
    assert_eq!(another.choice, AddChoice::Picture, "this shell has no camera");
    assert_eq!(
        lines(&view),
        [
            "To be added|Shop|bob",
            "Cannot be added|Old · carl|Its algorithm is none of SHA1, SHA256 and SHA512."
        ]
    );
    app.scan(SECOND.into()).await.unwrap();
    assert_eq!(shown(&app).await, view, "once more does no harm");
    app.scan(FIRST.into()).await.unwrap();
    let view = shown(&app).await;
    assert_eq!((view.title.as_str(), view.another), ("3 accounts found", None));
    app.add_import().await.unwrap();
    assert_eq!(snackbar(&app).await.as_deref(), Some("2 accounts added"));
    assert_eq!(names(&app).await, ["Example, anna", "Shop, bob"], "in the order of the export");
    let code = crate::code_at(&format!("otpauth://totp/x?secret={SECRET}"), WALL_MS / 1000, "en").unwrap();
    for row in rows(&app).await {
        assert_eq!(row.code.unwrap().replace(' ', ""), code);
    }
}

#[tokio::test]
async fn the_camera_waits_for_the_next_code() {
    let mut phone = Phone::new();
    phone.shell.camera = true;
    let app = phone.open().await;
    app.permission(PermissionKind::Camera, PermissionState::Granted).await.unwrap();
    app.show(Destination::Add).await.unwrap();
    app.show(Destination::Scan).await.unwrap();
    let sees = |text: &str| app.inner.ask(handle::Command::FrameText { text: text.into() });
    sees(FIRST).await.map(drop).unwrap();
    let another = shown(&app).await.another.unwrap();
    assert_eq!((another.choice, another.label.as_str()), (AddChoice::Scan, "Scan another"));
    app.show(Destination::Scan).await.unwrap();
    sees(FIRST).await.map(drop).unwrap_err();
    let Screen::Scan(view) = screen(&app).await else { panic!("the camera stays") };
    assert_eq!(view.problem.as_deref(), Some("This code has already been read. Show the next one."));
    assert_eq!(snackbar(&app).await, None);
    sees(SECOND).await.map(drop).unwrap();
    assert_eq!(shown(&app).await.another, None);
    // Back leads to the ways, not to a camera that was left.
    app.back().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Add(_)));
    assert!(rows(&app).await.is_empty());
}

#[tokio::test]
async fn an_export_stays_while_the_camera_is_asked_for() {
    for (state, choice) in
        [(PermissionState::Granted, AddChoice::Scan), (PermissionState::Declined, AddChoice::Picture)]
    {
        let mut phone = Phone::new();
        phone.shell.camera = true;
        let app = phone.open().await;
        app.show(Destination::Add).await.unwrap();
        app.scan(FIRST.into()).await.unwrap();
        app.show(Destination::Scan).await.unwrap();
        shown(&app).await;
        app.permission(PermissionKind::Camera, state).await.unwrap();
        assert_eq!(matches!(screen(&app).await, Screen::Scan(_)), state == PermissionState::Granted);
        app.scan(SECOND.into()).await.unwrap();
        assert_eq!(shown(&app).await.another, None, "both are read");
        app.cancel().await.unwrap();
        app.scan(FIRST.into()).await.unwrap();
        assert_eq!(shown(&app).await.another.unwrap().choice, choice);
    }
}

#[tokio::test]
async fn a_picture_with_several_codes_of_one_export_gives_all_of_them() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.picture(picture(&[FIRST, SECOND])).await.unwrap();
    let view = shown(&app).await;
    assert_eq!((view.title.as_str(), view.another), ("3 accounts found", None));
    assert_eq!(view.hint, None, "a picture is not what the hint is about");
}

#[tokio::test]
async fn who_leaves_adds_nothing() {
    let phone = Phone::new();
    let app = phone.open().await;
    for leave in ["cancel", "back", "elsewhere"] {
        app.show(Destination::Add).await.unwrap();
        app.picture(file()).await.unwrap();
        match leave {
            "cancel" => app.cancel().await.unwrap(),
            "back" => assert!(app.back().await.unwrap()),
            _ => app.show(Destination::Accounts).await.unwrap(),
        }
        assert!(!matches!(screen(&app).await, Screen::Import(_)), "{leave}");
        assert_eq!(app.add_import().await.unwrap_err().kind, ErrorKind::NothingToDo, "{leave}");
        assert!(rows(&app).await.is_empty(), "{leave}");
    }
}

#[tokio::test]
async fn a_process_that_dies_has_kept_nothing() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.picture(file()).await.unwrap();
    app.shutdown().await;
    for file in std::fs::read_dir(phone.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
        for planted in [SECRET, "dora", "otpauth"] {
            assert!(!bytes.windows(planted.len()).any(|part| part == planted.as_bytes()));
        }
    }
    let app = phone.open().await;
    assert!(matches!(screen(&app).await, Screen::Start(_)));
}

#[tokio::test]
async fn what_is_no_export_says_so_in_place_and_changes_nothing() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.show(Destination::Add).await.unwrap();
    let locked = br#"{"version":1,"header":{},"db":"AAAA"}"#;
    let cases: [(&[u8], ErrorKind); 5] = [
        (locked, ErrorKind::ImportEncrypted),
        (b"hello", ErrorKind::ImportUnknown),
        (b"", ErrorKind::ImportUnknown),
        (b"[]", ErrorKind::ImportEmpty),
        (b"\x89PNG\r\n\x1a\n", ErrorKind::PictureUnreadable),
    ];
    for (bytes, kind) in cases {
        let error = app.picture(bytes.to_vec()).await.unwrap_err();
        assert_eq!(error.kind, kind);
        let Screen::Add(view) = screen(&app).await else { panic!() };
        assert_eq!((view.problem, snackbar(&app).await), (Some(error.text), None));
    }
    app.scan(FIRST.into()).await.unwrap();
    let before = shown(&app).await;
    let error = app.picture(locked.to_vec()).await.unwrap_err();
    let view = shown(&app).await;
    assert_eq!(view, ImportView { problem: Some(error.text), ..before }, "what was read stays");
}

#[tokio::test]
async fn a_locked_app_reads_nothing_and_locking_forgets() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.set_passphrase(None, "correct horse".into(), "correct horse".into()).await.unwrap();
    app.picture(file()).await.unwrap();
    app.lock().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Locked(_)));
    assert_eq!(app.scan(FIRST.into()).await.unwrap_err().kind, ErrorKind::Locked);
    assert_eq!(app.picture(file()).await.unwrap_err().kind, ErrorKind::Locked);
    assert_eq!(app.add_import().await.unwrap_err().kind, ErrorKind::Locked);
    app.unlock("correct horse".into()).await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Start(_)));
    assert!(rows(&app).await.is_empty());
}

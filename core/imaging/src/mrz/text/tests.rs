use super::*;
use proptest::prelude::*;

const PASSPORT: [&str; 2] =
    ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
const CARD: [&str; 3] =
    ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"];
const LARGER_CARD: [&str; 2] =
    ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"];

#[test]
fn the_specimens_are_read() {
    for (lines, format, code, number, optional) in [
        (&PASSPORT[..], Format::Td3, "P", "L898902C3", "ZE184226B"),
        (&CARD, Format::Td1, "I", "D23145890", ""),
        (&LARGER_CARD, Format::Td2, "I", "D23145890", ""),
    ] {
        let mrz = parse(lines).unwrap();
        assert_eq!(mrz.format, format);
        assert!(mrz.checks.all_right(), "{:?}", mrz.checks);
        let fields = mrz.fields;
        assert_eq!(fields.document_code, code);
        assert_eq!(fields.issuing_state, "UTO");
        assert_eq!(fields.document_number, number);
        assert_eq!(fields.nationality, "UTO");
        assert_eq!(fields.birth_date, "740812");
        assert_eq!(fields.sex, Sex::Female);
        assert_eq!(fields.expiry_date, "120415");
        assert_eq!((fields.surname.as_str(), fields.given_names.as_str()), ("ERIKSSON", "ANNA MARIA"));
        assert_eq!(fields.optional_data, optional);
        assert_eq!(fields.optional_data_2, "");
    }
}

#[test]
fn a_long_number_goes_on_in_the_optional_data() {
    let card = ["I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", CARD[2]];
    let mrz = parse(&card).unwrap();
    assert!(mrz.checks.all_right(), "{:?}", mrz.checks);
    assert_eq!(mrz.fields.document_number, "D23145890734");
    assert_eq!(mrz.fields.optional_data, "");
    let more = ["I<UTOD23145890<7349<AB<1<<<<<<", card[1], card[2]];
    let mrz = parse(&more).unwrap();
    assert!(mrz.checks.document_number);
    assert_eq!(mrz.fields.optional_data, "AB<1");
    let wrong = ["I<UTOD23145890<7348<<<<<<<<<<<", card[1], card[2]];
    assert!(!parse(&wrong).unwrap().checks.document_number);
    let nothing_follows = ["I<UTOD23145890<<<<<<<<<<<<<<<<", card[1], card[2]];
    let mrz = parse(&nothing_follows).unwrap();
    assert_eq!(mrz.fields.document_number, "D23145890");
    assert!(!mrz.checks.document_number, "a filler is no check digit");
}

#[test]
fn each_wrong_check_digit_is_named() {
    let with = |column: usize, character: &str| {
        let mut line = PASSPORT[1].to_owned();
        line.replace_range(column..=column, character);
        parse(&[PASSPORT[0], &line]).unwrap().checks
    };
    let right = with(9, "6");
    assert!(right.all_right());
    assert_eq!(with(0, "M"), Checks { document_number: false, composite: false, ..right });
    assert_eq!(with(13, "8"), Checks { birth_date: false, composite: false, ..right });
    assert_eq!(with(21, "0"), Checks { expiry_date: false, composite: false, ..right });
    assert_eq!(with(28, "A"), Checks { optional_data: Some(false), composite: false, ..right });
    assert_eq!(with(43, "1"), Checks { composite: false, ..right });
    assert_eq!(with(20, "M"), right, "nothing covers the sex");
}

#[test]
fn empty_optional_data_may_lack_its_check_digit() {
    for check in ['0', '<'] {
        let line = format!("L898902C36UTO7408122F1204159<<<<<<<<<<<<<<{check}");
        let composite = check_digit(&[&line[0..10], &line[13..20], &line[21..43]].concat()).unwrap();
        let mrz = parse(&[PASSPORT[0], &format!("{line}{composite}")]).unwrap();
        assert!(mrz.checks.all_right(), "{check}");
    }
}

#[test]
fn what_cannot_stand_in_a_zone_has_no_check_digit() {
    assert_eq!(check_digit("D23145890"), Some('7'));
    for outside in ["d23145890", "D2314589O ", "É", "D231-4589"] {
        assert_eq!(check_digit(outside), None, "{outside}");
    }
}

#[test]
fn unknown_dates_and_one_name_are_read() {
    let composite = check_digit("D231458907<<<<<<01204159<<<<<<<").unwrap();
    let line = format!("D231458907D<<<<<<<<0<1204159<<<<<<<{composite}");
    let mrz = parse(&["I<D<<MONONYM<<<<<<<<<<<<<<<<<<<<<<<<", &line]).unwrap();
    assert!(mrz.checks.all_right(), "{:?}", mrz.checks);
    assert_eq!(mrz.fields.birth_date, "<<<<<<");
    assert_eq!(mrz.fields.issuing_state, "D");
    assert_eq!(mrz.fields.sex, Sex::Unspecified);
    assert_eq!((mrz.fields.surname.as_str(), mrz.fields.given_names.as_str()), ("MONONYM", ""));
}

#[test]
fn what_is_no_zone_is_refused() {
    assert_eq!(parse::<&str>(&[]), Err(MrzError::Shape));
    assert_eq!(parse(&PASSPORT[..1]), Err(MrzError::Shape));
    assert_eq!(parse(&[PASSPORT[0], LARGER_CARD[1]]), Err(MrzError::Shape));
    let small = PASSPORT.map(str::to_ascii_lowercase);
    assert_eq!(parse(&small), Err(MrzError::Character { line: 0, column: 0 }));
    let digit = PASSPORT[0].replace("ANNA", "4NNA");
    assert_eq!(parse(&[&digit, PASSPORT[1]]), Err(MrzError::Character { line: 0, column: 15 }));
    let letter = PASSPORT[1].replace("740812", "74O812");
    assert_eq!(parse(&[PASSPORT[0], &letter]), Err(MrzError::Character { line: 1, column: 15 }));
    let other = PASSPORT[0].replace('K', "Ķ");
    assert_eq!(parse(&[&other, PASSPORT[1]]), Err(MrzError::Character { line: 0, column: 8 }));
    let visa = PASSPORT[0].replacen('P', "V", 1);
    assert_eq!(parse(&[&visa, PASSPORT[1]]), Err(MrzError::Visa));
}

#[test]
fn nothing_personal_is_printed() {
    let shown = format!("{:?} {:?}", parse(&PASSPORT).unwrap(), parse(&PASSPORT).unwrap().fields);
    assert!(!shown.contains("ERIKSSON") && !shown.contains("L898902"), "{shown}");
}

/// A zone of the right shape whose check digits may be wrong.
fn zones() -> impl Strategy<Value = (Format, Vec<String>)> {
    let format = prop_oneof![Just(Format::Td1), Just(Format::Td2), Just(Format::Td3)];
    let characters = proptest::collection::vec(any::<proptest::sample::Index>(), 90);
    (format, characters, any::<bool>()).prop_map(|(format, draws, right)| {
        let mut draws = draws.into_iter();
        let mut lines: Vec<Vec<u8>> = (0..format.lines())
            .map(|line| {
                (0..format.columns())
                    .map(|column| {
                        let allowed: Vec<u8> = (b'0'..=b'Z')
                            .filter(|character| format.allows(line, column, *character))
                            .filter(|character| (line, column) != (0, 0) || *character != b'V')
                            .collect();
                        draws.next().map_or(b'<', |draw| *draw.get(&allowed))
                    })
                    .collect()
            })
            .collect();
        if right {
            let layout = format.layout();
            let mut fix = |covered: &[Span], check: Span| {
                let text: Vec<u8> =
                    covered.iter().flat_map(|span| lines[span.line][span.start..span.end].to_vec()).collect();
                let digit = digit_of(text).unwrap();
                lines[check.line][check.start] = b'0' + u8::try_from(digit).unwrap();
            };
            fix(&[layout.number], layout.number_check);
            fix(&[layout.birth], layout.birth_check);
            fix(&[layout.expiry], layout.expiry_check);
            if let Some(check) = layout.optional_check {
                fix(&[layout.optional], check);
            }
            fix(layout.covered, layout.composite);
        }
        (format, lines.iter().map(|line| text(line)).collect())
    })
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(lines in proptest::collection::vec(any::<String>(), 0..4)) {
        let _ = parse(&lines);
    }

    #[test]
    fn no_text_of_the_right_length_makes_it_panic(lines in proptest::collection::vec(".{44}|[A-Z0-9<]{30}", 0..4)) {
        let _ = parse(&lines);
    }

    #[test]
    fn another_parser_finds_the_same((format, lines) in zones()) {
        let ours = parse(&lines).unwrap();
        let theirs = match format {
            Format::Td1 => mrz::parse_td1(&lines[0], &lines[1], &lines[2]),
            Format::Td2 => mrz::parse_td2(&lines[0], &lines[1]),
            Format::Td3 => mrz::parse_td3(&lines[0], &lines[1]),
        };
        // It refuses a number that begins with a filler, which the parts on formats do not rule out.
        let Ok(theirs) = theirs else { return Ok(()) };
        prop_assume!(!theirs.document_number_legacy_encoding);
        prop_assert_eq!(Some(ours.checks.birth_date), theirs.checks.date_of_birth);
        prop_assert_eq!(Some(ours.checks.expiry_date), theirs.checks.date_of_expiry);
        prop_assert_eq!(Some(ours.checks.composite), theirs.checks.composite);
        // It takes a filler for a 0 where a check digit should stand, also where something is covered.
        let at = |span: Span| &lines[span.line][span.start..span.end];
        let layout = format.layout();
        if layout.optional_check.is_none_or(|check| at(check) != "<") {
            prop_assert_eq!(ours.checks.optional_data, theirs.checks.personal_number);
        }
        let end = at(layout.optional).find('<').unwrap_or(0);
        let follows = end >= 2 && at(layout.optional).as_bytes()[end - 1].is_ascii_digit();
        if at(layout.number_check) != "<" || (follows && !at(layout.number).contains('<')) {
            prop_assert_eq!(Some(ours.checks.document_number), theirs.checks.document_number);
            prop_assert_eq!(&ours.fields.document_number, theirs.full_document_number());
        }
        prop_assert_eq!(ours.fields.nationality, theirs.nationality);
        // Of a name without a double filler it makes two, where part 3, 4.6 knows a primary identifier only.
        let name = at(layout.name);
        if name.trim_end_matches('<').contains("<<") && !name.starts_with('<') {
            prop_assert_eq!(ours.fields.surname, theirs.surname);
        }
    }
}

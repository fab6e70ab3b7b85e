//! Places against a database written here, byte for byte by the MaxMind DB format 2.0.

use super::*;
use crate::store::testing;

/// A value of the data section.
enum Value {
    Text(&'static str),
    Number(u32),
    Map(Vec<(&'static str, Value)>),
    EmptyList,
}

fn encode(value: &Value, out: &mut Vec<u8>) {
    let control = |kind: u8, size: usize, out: &mut Vec<u8>| {
        let size = u8::try_from(size).unwrap();
        if size < 29 { out.push(kind << 5 | size) } else { out.extend([kind << 5 | 29, size - 29]) }
    };
    match value {
        Value::Text(text) => {
            control(2, text.len(), out);
            out.extend(text.bytes());
        }
        Value::Number(number) => {
            control(6, 4, out);
            out.extend(number.to_be_bytes());
        }
        // An extended type: the second byte is the type (11) less 7.
        Value::EmptyList => out.extend([0, 4]),
        Value::Map(entries) => {
            control(7, entries.len(), out);
            for (key, value) in entries {
                encode(&Value::Text(key), out);
                encode(value, out);
            }
        }
    }
}

/// A database of IPv4 in which the lower half of all addresses (0.0.0.0/1) is one place and the rest none.
fn database(record: &Value) -> Vec<u8> {
    const NODES: u32 = 1;
    let mut bytes = Vec::new();
    let first_data = NODES + 16;
    bytes.extend(&first_data.to_be_bytes()[1..]);
    bytes.extend(&NODES.to_be_bytes()[1..]);
    bytes.extend([0; 16]);
    encode(record, &mut bytes);
    bytes.extend(b"\xab\xcd\xefMaxMind.com");
    let metadata = Value::Map(vec![
        ("binary_format_major_version", Value::Number(2)),
        ("binary_format_minor_version", Value::Number(0)),
        ("build_epoch", Value::Number(0)),
        ("database_type", Value::Text("City")),
        ("description", Value::Map(vec![])),
        ("ip_version", Value::Number(4)),
        ("languages", Value::EmptyList),
        ("node_count", Value::Number(NODES)),
        ("record_size", Value::Number(24)),
    ]);
    encode(&metadata, &mut bytes);
    bytes
}

fn names(entries: Vec<(&'static str, &'static str)>) -> Value {
    let names = entries.into_iter().map(|(language, name)| (language, Value::Text(name))).collect();
    Value::Map(vec![("names", Value::Map(names))])
}

fn places(record: &Value) -> (testing::Folder, Places) {
    let folder = testing::folder();
    let file = folder.path().join("places.mmdb");
    std::fs::write(&file, database(record)).unwrap();
    let places = Places::open(Some(&file)).unwrap();
    (folder, places)
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[test]
fn this_machine_and_private_networks_need_no_database() {
    let places = Places::default();
    for here in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
        assert_eq!(places.find(ip(here)), Place::ThisMachine, "{here}");
    }
    for near in
        ["10.1.2.3", "172.31.0.1", "192.168.0.9", "169.254.1.1", "fd00::1", "fe80::1", "::ffff:10.0.0.1"]
    {
        assert_eq!(places.find(ip(near)), Place::ThisNetwork, "{near}");
    }
    for far in ["172.32.0.1", "8.8.8.8", "2001:db8::1", "0.0.0.0"] {
        assert_eq!(places.find(ip(far)), Place::Unknown, "{far}");
    }
}

#[test]
fn a_known_place_is_named_in_the_persons_language() {
    let (_folder, places) = places(&Value::Map(vec![
        ("city", names(vec![("en", "Geneva"), ("de", "Genf"), ("fr", "Genève")])),
        ("country", names(vec![("en", "Switzerland"), ("de", "Schweiz"), ("fr", "Suisse")])),
    ]));
    let place = places.find(ip("8.8.8.8"));
    assert_eq!(place.text(Language::English), "Geneva, Switzerland");
    assert_eq!(place.text(Language::German), "Genf, Schweiz");
    assert_eq!(place.text(Language::French), "Genève, Suisse");
    assert_eq!(place.text(Language::Italian), "Geneva, Switzerland", "a name that is not there falls back");
    assert_eq!(places.find(ip("::ffff:8.8.8.8")), place);
    assert_eq!(places.find(ip("200.0.0.1")), Place::Unknown, "not in the database");
    assert_eq!(places.find(ip("2001:db8::1")), Place::Unknown, "no IPv6 in the database");
    assert_eq!(
        places.find(ip("10.0.0.1")),
        Place::ThisNetwork,
        "the database is not asked about private networks"
    );
}

#[test]
fn a_country_alone_is_a_place_and_a_city_alone_is_not() {
    let (_folder, country) = places(&Value::Map(vec![("country", names(vec![("en", "France")]))]));
    assert_eq!(country.find(ip("8.8.8.8")).text(Language::English), "France");
    let (_folder, city) = places(&Value::Map(vec![("city", names(vec![("en", "Paris")]))]));
    assert_eq!(city.find(ip("8.8.8.8")), Place::Unknown);
}

#[test]
fn unknown_is_said_in_every_language() {
    for language in Language::ALL {
        let said = [Place::ThisMachine, Place::ThisNetwork, Place::Unknown].map(|place| place.text(language));
        assert!(said.iter().all(|text| !text.is_empty()) && said[0] != said[1] && said[1] != said[2]);
    }
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = testing::folder();
    let file = folder.path().join("places.mmdb");
    assert!(Places::open(Some(&file)).is_err(), "missing");
    std::fs::write(&file, "nothing of the kind").unwrap();
    assert!(Places::open(Some(&file)).unwrap_err().to_string().contains("places.mmdb"));
}

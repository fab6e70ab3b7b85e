//! Memory is counted, not timed, so its bound may stand in a test. It is a process's own, so the work is done in one: this
//! program again, told to run nothing but that.

use std::process::Command;

use image::RgbImage;
use kauth_imaging::Subject;
use kauth_imaging::still::prepare;

const ALONE: &str = "KAUTH_TEST_ALONE";

/// Twelve megapixels of a document on a table; detail without a drawn paper, which would need more memory than it tests.
fn twelve_megapixels() -> Vec<u8> {
    let picture = RgbImage::from_fn(4000, 3000, |x, y| {
        let inside = (500..3500).contains(&x) && (554..2446).contains(&y);
        let print = (x / 14) * (y / 30) % 7 < 2 && (700..3300).contains(&x) && y % 90 > 40;
        let grain = ((x * 7919 + y * 104_729) % 23) as u8;
        image::Rgb(if inside {
            if print { [40, 40, 50] } else { [215 + grain / 2, 220, 210] }
        } else {
            [90 + grain, 80, 70]
        })
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&picture).unwrap();
    bytes
}

fn megabytes(line: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let value = status.lines().find_map(|status| status.strip_prefix(line)).unwrap();
    value.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
}

#[test]
fn twelve_megapixels_need_less_than_ninety_megabytes() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let folder = std::env::temp_dir().join(format!("kauth-still-{}", std::process::id()));
    if let Some(path) = std::env::var_os(ALONE) {
        let bytes = std::fs::read(path).unwrap();
        let before = megabytes("VmRSS:");
        let still = prepare(&bytes, Subject::Back).unwrap();
        assert!(still.outline.is_some());
        println!("\nneeded {:.0} MB", megabytes("VmHWM:") - before);
        return;
    }
    std::fs::write(&folder, twelve_megapixels()).unwrap();
    let alone = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "memory::twelve_megapixels_need_less_than_ninety_megabytes", "--nocapture"])
        .env(ALONE, &folder)
        .output()
        .unwrap();
    std::fs::remove_file(&folder).unwrap();
    let said = String::from_utf8_lossy(&alone.stdout);
    let needed = said.lines().find_map(|line| line.strip_prefix("needed ")?.strip_suffix(" MB"));
    let needed: f64 = needed.unwrap_or_else(|| panic!("{said}")).parse().unwrap();
    assert!(needed < 90.0, "{needed} MB");
}

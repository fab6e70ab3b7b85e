//! JSON in and out of secrets. The buffer wipes what it outgrows, and a refusal does not quote the text.

use std::io;

use serde::{Deserialize, Serialize};

use super::Secret;

/// A record that is not the JSON it should be. What was wrong is told by place, never by content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the expected JSON, line {line}, column {column}")]
pub struct JsonError {
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> Self {
        Self { line: error.line(), column: error.column() }
    }
}

struct Buffer(Secret);

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.append(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn write<T: Serialize + ?Sized>(value: &T) -> Result<Secret, JsonError> {
    let mut buffer = Buffer(Secret::new(Vec::with_capacity(512)));
    serde_json::to_writer(&mut buffer, value)?;
    Ok(buffer.0)
}

pub(super) fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, JsonError> {
    Ok(serde_json::from_slice(bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_outgrow_the_buffer_and_come_back() {
        let long: Vec<String> = (0..500).map(|n| format!("value {n}")).collect();
        let json = write(&long).unwrap();
        assert_eq!(json.read_json::<Vec<String>>().unwrap(), long);
        assert_eq!(json.expose(), serde_json::to_vec(&long).unwrap());
    }

    #[test]
    fn truncated_json_is_refused() {
        assert!(read::<Vec<String>>(br#"["a","#).is_err());
    }
}

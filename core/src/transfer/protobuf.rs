//! The few field types of Protocol Buffers that a migration uses. A reader of its own, because a generated one would keep
//! secrets in bytes that nobody wipes, and because there is so little to read.

/// A field's number and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field<'a> {
    /// A whole number or an enum's value.
    Number(u64, u64),
    /// Bytes, a text or a message.
    Bytes(u64, &'a [u8]),
    /// What this app has no use for.
    Other,
}

/// The fields of a message, in order; the last is an error where the bytes are cut or none.
pub(super) struct Fields<'a>(&'a [u8]);

/// The bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damaged;

impl<'a> Fields<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    fn field(&mut self) -> Result<Field<'a>, Damaged> {
        let tag = self.varint()?;
        let number = tag >> 3;
        match tag & 7 {
            0 => Ok(Field::Number(number, self.varint()?)),
            1 => self.take(8).map(|_| Field::Other),
            2 => {
                let length = usize::try_from(self.varint()?).map_err(|_| Damaged)?;
                Ok(Field::Bytes(number, self.take(length)?))
            }
            5 => self.take(4).map(|_| Field::Other),
            _ => Err(Damaged),
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Damaged> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    /// Base 128, the lowest seven bits first; at most the ten bytes that 64 bits take.
    fn varint(&mut self) -> Result<u64, Damaged> {
        let mut value = 0_u64;
        for shift in (0..70).step_by(7) {
            let [byte] = self.take(1)? else { return Err(Damaged) };
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(Damaged);
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Damaged)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<Field<'a>, Damaged>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_err() {
            self.0 = &[];
        }
        Some(field)
    }
}

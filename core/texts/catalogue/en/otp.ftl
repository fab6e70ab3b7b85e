# Why an account's details cannot make correct codes. Nothing is added then.
otp-too-long = The link or a name in it is too long. Nothing was added.
otp-unknown-type = This kind of code is not supported yet. Nothing was added.
otp-duplicate = The link says the same thing twice. Ask the site for a new QR code.
otp-not-text = The link holds characters that cannot be read. Ask the site for a new QR code.
otp-secret-missing = There is no secret key. Type the one that the site shows.
otp-secret-not-base32 = The secret key may hold only the letters A–Z and the digits 2–7. Compare it with the site’s.
otp-secret-too-long = The secret key is too long. Compare it with the site’s.
otp-algorithm = The algorithm must be SHA1, SHA256 or SHA512.
otp-digits = A code has 1 to 10 digits.
otp-period = A code is valid for at least 1 second and at most a year.
otp-counter = A counter-based account needs its counter as a number.

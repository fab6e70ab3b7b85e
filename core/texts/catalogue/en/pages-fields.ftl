web-field-name = Name
web-field-login = E-mail address
web-field-login-hint = You sign in with it.
web-field-number = Mobile number
web-field-number-hint = With country code, for example +41 79 123 45 67.
web-field-recovery-address = Second e-mail address
web-field-recovery-address-hint = For warnings, and for the day the first one does not work.
web-field-password = Password
web-field-new-password = New password
web-field-new-password-hint = At least 10 characters. Several words are better than a few odd signs; there are no other rules.
web-field-mail-code = Six-digit code
web-field-code = Code from the app
web-field-code-hint = Open kAuth and tap the account: six digits, new every 30 seconds. It works without network.
web-field-recovery-code = Recovery code
web-field-recovery-code-hint = One of the ten you saved. Each works once; spaces and dashes do not matter.
web-error-name = Please type a name.
web-error-login = This is not an e-mail address. It looks like anna@example.org.
web-error-number = This is not a telephone number with country code.
web-error-recovery-same = Please choose another address than the one you sign in with.
web-error-password-short = This password is too short: it needs at least { $least } characters.
web-error-password-long = This password is too long: at most { $most } characters.
web-error-password-common = This password would be guessed soon. Please choose another one, for example a few words that do not belong together.
web-error-credentials = E-mail address or password is not right.
web-error-password = The password is not right.
web-error-wait = Too many tries. Please wait { $time }, then try again.
web-error-locked = This way is locked after too many tries. Use another way, or set a new password from a browser that you have used before.
web-error-code = This code is not right, or it was used already. Wait for the next one and type it again.
web-error-recovery-code = This recovery code is not right, or it was used already.
web-error-mail-code = This code is not right. Look at the newest mail.
web-error-mail-code-over = This code has expired, or was mistyped too often. Please begin again.
web-error-confirm = Please tick the box first.
web-seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
    }
web-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
    }

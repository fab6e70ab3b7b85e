web-field-name = Name
web-field-login = E-Mail-Adresse
web-field-login-hint = Damit melden Sie sich an.
web-field-number = Mobilnummer
web-field-number-hint = Mit Landesvorwahl, zum Beispiel +41 79 123 45 67.
web-field-recovery-address = Zweite E-Mail-Adresse
web-field-recovery-address-hint = Für Warnungen, und falls die erste einmal nicht geht.
web-field-password = Passwort
web-field-new-password = Neues Passwort
web-field-new-password-hint = Mindestens 10 Zeichen. Mehrere Wörter sind besser als wenige Sonderzeichen; andere Regeln gibt es nicht.
web-field-mail-code = Sechsstelliger Code
web-field-code = Code aus der App
web-field-code-hint = Öffnen Sie kAuth und tippen Sie auf das Konto: sechs Ziffern, alle 30 Sekunden neu. Es geht auch ohne Netz.
web-field-recovery-code = Wiederherstellungscode
web-field-recovery-code-hint = Einer der zehn, die Sie gespeichert haben. Jeder gilt einmal; Leerzeichen und Striche sind egal.
web-error-name = Bitte geben Sie einen Namen ein.
web-error-login = Das ist keine E-Mail-Adresse. Sie sieht aus wie anna@example.org.
web-error-number = Das ist keine Telefonnummer mit Landesvorwahl.
web-error-recovery-same = Bitte wählen Sie eine andere Adresse als die, mit der Sie sich anmelden.
web-error-password-short = Dieses Passwort ist zu kurz: Es braucht mindestens { $least } Zeichen.
web-error-password-long = Dieses Passwort ist zu lang: höchstens { $most } Zeichen.
web-error-password-common = Dieses Passwort wäre schnell erraten. Bitte wählen Sie ein anderes, zum Beispiel ein paar Wörter, die nicht zusammengehören.
web-error-credentials = E-Mail-Adresse oder Passwort stimmt nicht.
web-error-password = Das Passwort stimmt nicht.
web-error-wait = Zu viele Versuche. Bitte warten Sie { $time } und versuchen Sie es dann noch einmal.
web-error-locked = Dieser Weg ist nach zu vielen Versuchen gesperrt. Nehmen Sie einen anderen, oder setzen Sie in einem Browser, den Sie schon benutzt haben, ein neues Passwort.
web-error-code = Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten und geben Sie ihn ein.
web-error-recovery-code = Dieser Wiederherstellungscode stimmt nicht oder wurde schon benutzt.
web-error-mail-code = Dieser Code stimmt nicht. Sehen Sie in der neuesten E-Mail nach.
web-error-mail-code-over = Dieser Code ist abgelaufen oder wurde zu oft falsch eingegeben. Bitte beginnen Sie von vorn.
web-error-confirm = Bitte setzen Sie zuerst das Häkchen.
web-seconds = { $count ->
    [one] 1 Sekunde
   *[other] { $count } Sekunden
    }
web-minutes = { $count ->
    [one] 1 Minute
   *[other] { $count } Minuten
    }

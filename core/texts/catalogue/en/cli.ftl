# Only what a terminal needs: help, prompts and notices of the terminal shell. Everything else comes from the core.

## Help

cli-about = An authenticator in the terminal: approve sign-ins and read one-time codes.
cli-help-commands = Commands
cli-help-arguments = Arguments
cli-help-options = Options
cli-help-everywhere = Options everywhere
cli-help-usage = Usage
cli-help-after =
    Secrets are asked for, never taken from the command line, where other users of this machine could read them.
    The one exception is an otpauth:// address; give - to read it from standard input instead.
    A passphrase is read from the terminal, or from the file that KAUTH_PASSPHRASE_FILE names.
    Exit codes: 0 done, 1 refused or failed, 2 not understood.
cli-help-help = Show this help
cli-help-data = Folder of the app’s store
cli-help-json = Write JSON, one object a line
cli-help-language = Language of the texts: en, de, fr, it, es
cli-help-device-name = How providers name this device; the computer’s name, if not given

cli-help-phone = Open the app, full screen
cli-help-add = Add accounts: a link, an otpauth:// address, a picture with a QR code or another authenticator’s file
cli-help-add-source = A link, an otpauth:// address, the path of a picture or a file, or - for standard input
cli-help-add-yes = Agree to the provider shown, without being asked
cli-help-recovery-file = Write the recovery codes to this new file, readable by you alone
cli-help-sign-in = Link this device by signing in with a provider in the browser
cli-help-sign-in-host = The provider’s address
cli-help-no-browser = Print the address to open, and start no browser
cli-help-list = Show all accounts with their codes
cli-help-code = Print one code
cli-help-code-account = The account: its id, or a part of its name that only it has
cli-help-code-uri = Make the code from this otpauth:// address, without opening the store
cli-help-code-at = The moment the code is for, in seconds since 1970
cli-help-inbox = Show the requests that wait
cli-help-approve = Answer yes to a request
cli-help-deny = Answer no to a request
cli-help-report = Report a request: this was not me
cli-help-request = The request’s id; needed if several wait
cli-help-digits = The digits that the browser shows
cli-help-approve-yes = Answer without being asked again
cli-help-history = Show the requests of the past
cli-help-rename = Rename an account on this device
cli-help-rename-name = The new name; empty goes back to the provider’s
cli-help-note = Write a note to an account
cli-help-note-text = The note
cli-help-recovery-codes = Show an account’s recovery codes, if this device has them
cli-help-remove = Remove an account from this device
cli-help-remove-yes = Remove without being asked
cli-help-lock = Lock the app with a passphrase, asked for whenever it opens
cli-help-unlock = Take the passphrase off the app
cli-help-passphrase = Change the passphrase
cli-help-version = Show the version

## Not understood

cli-usage-nothing = Say what to do: kauth --help lists the commands.
cli-usage-command = There is no such command: kauth --help lists them.
cli-usage-option = There is no option { $option } here: add --help to see what there is.
cli-usage-argument = There is one argument too many: add --help to see what goes where.
cli-usage-missing = { $argument } is missing: add --help to see what goes where.
cli-usage-value = { $argument } cannot have this value: add --help to see what goes where.
cli-usage-together = { $argument } does not go together with the others: add --help to see what goes where.
cli-usage-encoding = An argument is not readable text.
cli-usage-terminal = This needs a terminal that it can fill.
cli-usage-prompt = This asks a question, and there is no terminal to ask it in.
cli-usage-which-request =
    { $count ->
        [one] One request waits: give its id.
       *[other] { $count } requests wait: give the id of one.
    }
cli-usage-which-account =
    { $count ->
        [one] One account fits: give its id.
       *[other] { $count } accounts fit: give more of the name, or the id.
    }

## Did not work

cli-failed-no-account = No account fits.
cli-failed-no-request = No request waits.
cli-failed-read = { $path } could not be read.
cli-failed-write = { $path } could not be written: choose a file that does not exist yet, in a folder of yours.
cli-failed-data-dir = There is no place for the app’s store: name a folder with --data.
cli-failed-listen = No port of this machine could be opened for the answer of the browser.
cli-failed-refused = Left as it was.
cli-failed-passphrase-file = The file that KAUTH_PASSPHRASE_FILE names could not be read.
cli-failed-terminal = The terminal could not be used.

## Questions and answers of single commands

cli-ask-yes-no = { $question } [y/N]
cli-ask-agree = Go on with { $host }?
cli-ask-approve = Answer yes?
cli-ask-remove = Remove it?
cli-ask-sign = Approve with this device’s key?
cli-ask-sign-passphrase = Passphrase, to approve with this device’s key
cli-ask-passphrase = Passphrase
cli-ask-current-passphrase = Present passphrase
cli-ask-new-passphrase = New passphrase
cli-ask-repeat-passphrase = New passphrase, once more
cli-ask-saved = Did you save them?
cli-said-waiting = Waiting until the code is typed on the page…
cli-said-linked = Linked.
cli-said-added = Added.
cli-said-answered = Answered.
cli-said-removed = Removed.
cli-said-renamed = Done.
cli-said-locked = Locked: the passphrase is asked for whenever the app opens.
cli-said-locked-already = The app is locked by a passphrase already.
cli-said-unlocked = The passphrase is off.
cli-said-passphrase-changed = The passphrase is changed.
cli-said-no-account = There is no account yet.
cli-said-no-request = No request waits.
cli-said-open-browser = Sign in at this address:
cli-said-go-on = Go on at this address:
cli-said-saved = Saved in { $path }
cli-said-ends = { $time } left
cli-browser-done-title = You can close this page
cli-browser-done-text = The terminal goes on.

## The full-screen app

cli-phone-help = Keys
cli-phone-help-move = Up, Down, Tab: choose
cli-phone-help-enter = Enter: open or press
cli-phone-help-back = Esc: back
cli-phone-help-scroll = PgUp, PgDn: scroll
cli-phone-help-paste = Paste a link or an address on the list: adds it
cli-phone-help-keys = A key in brackets presses the button behind it
cli-phone-help-quit = Ctrl-C: leave
cli-phone-hint-help = F1 Help
cli-phone-hint-back = Esc Back
cli-phone-hint-quit = ^C Leave
cli-phone-more = more
cli-phone-named = { $label }:
cli-phone-on = on
cli-phone-off = off
cli-phone-path-field = Path of the picture or file
cli-phone-save-field = Save as
cli-phone-saved = Saved in { $path }
cli-phone-printed = Sent to the printer.
cli-phone-copied = Copied, if this terminal lets programs copy. Otherwise mark it with the mouse.
cli-phone-copy-title = Copy this
cli-phone-copy-text = This terminal does not let programs copy. Mark the text with the mouse.
cli-phone-browser-title = Sign in in the browser
cli-phone-browser-go-on-title = Go on in the browser
cli-phone-browser-text = A browser should open by itself. If it does not, open this address:
cli-phone-sign-title = Approve with this device’s key
cli-phone-wrong-passphrase = That is not the passphrase.
cli-phone-too-small = Please make the window larger.

cli-location-field = Latitude, longitude (for example 46.20, 6.14)
cli-location-decline = Press Enter alone to go on without your location.
cli-picture-field = Picture file
cli-help-check = Prove who you are to a provider, with a document and a selfie
cli-help-check-source = The link, or a picture of its QR code; without it the check under way goes on
cli-help-check-phone = Your mobile number with its country code
cli-help-check-code = The code from the SMS; asked for if it is missing
cli-help-check-document = Which document is photographed
cli-help-check-front = Picture of the card’s front, or of the passport’s page with the photo
cli-help-check-back = Picture of the card’s back
cli-help-check-selfie = Picture of you with the document
cli-help-check-location = Where you are: latitude, longitude
cli-help-check-no-location = Do not say where you are
cli-help-check-anyway = Send pictures that are hard to read, marked as such
cli-help-check-yes = Agree to what is asked, and send, without being asked

# What another authenticator's export holds, before anything of it is added.
import-title = { $count ->
    [one] { $count } account found
   *[other] { $count } accounts found
}
import-from-codes = In QR codes of another authenticator. Nothing has been added yet.
import-from-text = In a text file. Nothing has been added yet.
import-from-file = In a file from { $app }. Nothing has been added yet.
import-missing = { $read } of { $of } QR codes have been read. Read the others too, in any order.
import-scan-another = Scan another
import-another-picture = Another picture
import-code-again = This code has already been read. Show the next one.
import-group-new = To be added
import-group-known = Already here
import-group-refused = Cannot be added
import-nameless = Account without a name
import-delete-file = Delete the file afterwards: whoever has it can make your codes.
import-add = { $count ->
    [one] Add it
   *[other] Add all
}
# Why one account is not taken; it stands beneath its name.
import-reason-kind = Codes of the kind { $kind } cannot be made here.
import-reason-unknown-kind = Codes of this kind cannot be made here.
import-reason-algorithm = Its algorithm is none of SHA1, SHA256 and SHA512.
import-reason-secret = Its secret key is missing or damaged.
import-reason-counter = Its counter is missing or damaged.
import-reason-form = Its details are damaged.

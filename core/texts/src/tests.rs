//! Every message of every language, formatted: the proof that formatting cannot fail at run time.

package app.kauth.ui.flows

/** As much JSON as the person speaks; no library for forty lines. */
internal object Json {
    fun write(value: Any?): String = when (value) {
        null -> "null"
        is Map<*, *> -> value.entries.joinToString(",", "{", "}") { (key, of) -> write(key.toString()) + ":" + write(of) }
        is List<*> -> value.joinToString(",", "[", "]") { write(it) }
        is Number, is Boolean -> value.toString()
        else -> value.toString().map(::escaped).joinToString("", "\"", "\"")
    }

    private fun escaped(letter: Char): String = when {
        letter == '"' || letter == '\\' -> "\\$letter"
        letter < ' ' -> "\\u%04x".format(letter.code)
        else -> letter.toString()
    }

    fun read(text: String): Any? = Reader(text).value()

    private class Reader(private val text: String) {
        private var at = 0

        fun value(): Any? {
            space()
            return when (text[at]) {
                '{' -> list('}') {
                    string().also {
                        space()
                        at++
                    } to value()
                }.toMap()
                '[' -> list(']') { value() }
                '"' -> string()
                't' -> word("true", true)
                'f' -> word("false", false)
                'n' -> word("null", null)
                else -> text.substring(at).takeWhile { it in "+-.eE" || it.isDigit() }.also { at += it.length }.toDouble()
            }
        }

        private fun space() {
            while (text[at].isWhitespace()) at++
        }

        private fun <T> word(word: String, value: T): T {
            at += word.length
            return value
        }

        private fun <T> list(end: Char, item: () -> T): List<T> {
            val items = mutableListOf<T>()
            at++
            space()
            while (text[at] != end) {
                items += item()
                space()
                if (text[at] == ',') at++
                space()
            }
            at++
            return items
        }

        private fun string(): String {
            val read = StringBuilder()
            at++
            while (text[at] != '"') {
                if (text[at] == '\\') {
                    at++
                    when (val letter = text[at]) {
                        'n' -> read.append('\n')
                        't' -> read.append('\t')
                        'r' -> read.append('\r')
                        'b' -> read.append('\b')
                        'f' -> read.append('\u000C')
                        'u' -> read.append(text.substring(at + 1, at + 5).toInt(16).toChar()).also { at += 4 }
                        else -> read.append(letter)
                    }
                } else {
                    read.append(text[at])
                }
                at++
            }
            at++
            return read.toString()
        }
    }
}

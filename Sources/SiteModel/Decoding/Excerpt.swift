/// A text of the user's as a message quotes it: the beginning of it if it is long.
func excerpt(_ text: String, maximum: Int = 80) -> String {
  text.utf8.count <= maximum ? text : String(text.unicodeScalars.prefix(maximum)) + "…"
}

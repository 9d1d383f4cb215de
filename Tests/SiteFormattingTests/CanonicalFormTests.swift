import Testing

/// A text, and its canonical form.
struct FormattingCase: CustomTestStringConvertible, Sendable {
  let name: String
  let input: String
  let expected: String

  var testDescription: String { name }

  init(_ name: String, _ input: String, _ expected: String) {
    self.name = name
    self.input = input
    self.expected = expected
  }
}

@Suite("The canonical form")
struct CanonicalFormTests {
  @Test("is as documented", arguments: layout + comments + scalars + sections + addresses)
  func form(_ example: FormattingCase) {
    #expect(Formatted.text(example.input) == example.expected)
    #expect(Formatted.text(example.expected) == example.expected)
  }

  static let layout = [
    FormattingCase(
      "indents blocks by two", "vars:\n     a:\n       b: 1\n", "vars:\n  a:\n    b: 1\n"),
    FormattingCase(
      "indents a list below its key", "phones:\n- model: A20\n  keys:\n  - type: blf\n",
      "phones:\n  - model: A20\n    keys:\n      - type: blf\n"),
    FormattingCase(
      "closes such a list where its mapping goes on", "a:\n- x\n- y\nb: z\n",
      "a:\n  - x\n  - y\nb: z\n"),
    FormattingCase(
      "puts one space behind a colon", "site:    hq\nraw:   {a:   b}\n", "site: hq\nraw: {a: b}\n"),
    FormattingCase(
      "puts one space behind a dash", "a:\n  -   b\n  -    c: d\n       e: f\n",
      "a:\n  - b\n  - c: d\n    e: f\n"),
    FormattingCase(
      "takes spaces out of brackets", "a: [ x , y ]\nb: { k : v }\nc: [ ]\n",
      "a: [x, y]\nb: {k: v}\nc: []\n"),
    FormattingCase(
      "keeps the lines of brackets", "a: [x,\ny,\n   [z,\n w]]\n", "a: [x,\n  y,\n  [z,\n    w]]\n"),
    FormattingCase("takes tabs for spaces", "a:\tb\n", "a: b\n"),
    FormattingCase(
      "takes white space from the ends of lines", "a: b  \n\nc: d \t\n", "a: b\n\nc: d\n"),
    FormattingCase("ends the file with one line end", "a: b\n\n\n", "a: b\n"),
    FormattingCase("adds a missing line end", "a: b", "a: b\n"),
    FormattingCase("makes CR LF and CR line feeds", "a: b\r\nc: d\re: f", "a: b\nc: d\ne: f\n"),
    FormattingCase("drops a byte order mark", "\u{FEFF}a: b\n", "a: b\n"),
    FormattingCase("keeps one empty line of many", "\n\na: b\n\n\n\nc: d\n", "a: b\n\nc: d\n"),
    FormattingCase("leaves an empty file empty", "\n \n", ""),
    FormattingCase("keeps a value on its own line", "a:\n      b\n", "a:\n  b\n"),
    FormattingCase("keeps explicit keys", "?   a\n:     b\n", "? a\n: b\n"),
    FormattingCase(
      "keeps document marks", "%YAML 1.2\n---\na:   b\n...\n", "%YAML 1.2\n---\na: b\n...\n"),
    FormattingCase(
      "keeps anchors, aliases and merges",
      "vars:\n    a: &x   {k:  v}\n    b: *x\n    c:\n       <<: *x\n",
      "vars:\n  a: &x {k: v}\n  b: *x\n  c:\n    <<: *x\n"),
    FormattingCase(
      "keeps an alias as a key apart from its colon", "a: &k b\n*k : c\n", "a: &k b\n*k : c\n"),
    FormattingCase(
      "keeps tags", "a: !secret   web\nb: [!t  , !u x]\n", "a: !secret web\nb: [!t , !u x]\n"),
  ]

  static let comments = [
    FormattingCase("puts one space before a comment", "a: b      # c\n", "a: b # c\n"),
    FormattingCase(
      "aligns comments that stand in one column", "a: b    # x\nab: cd  # y\n",
      "a: b   # x\nab: cd # y\n"),
    FormattingCase(
      "keeps a comment's further lines below it", "a: b    # x\n        # y\nc: d\n",
      "a: b # x\n     # y\nc: d\n"),
    FormattingCase(
      "moves a comment with what follows it", "a:\n     # x\n     b: c\n", "a:\n  # x\n  b: c\n"),
    FormattingCase(
      "keeps a comment at the end of its block", "a:\n    b: c\n    # x\nd: e\n",
      "a:\n  b: c\n  # x\nd: e\n"),
    FormattingCase(
      "keeps a comment in the place of a value", "a:\n    # none yet\nb: c\n",
      "a:\n  # none yet\nb: c\n"),
    FormattingCase("keeps a comment at the end of the file", "a: b\n\n# end\n", "a: b\n\n# end\n"),
    FormattingCase(
      "keeps comments within brackets", "a: [x,   # one\n  # two\n  y]\n",
      "a: [x, # one\n  # two\n  y]\n"),
    FormattingCase("keeps a comment behind a key", "a:    # x\n    - b\n", "a: # x\n  - b\n"),
    FormattingCase(
      "counts characters, not bytes", "é: é   # x\nab: c  # y\n", "é: é  # x\nab: c # y\n"),
    FormattingCase("leaves a file of comments alone", "# a\n\n# b\n", "# a\n\n# b\n"),
  ]

  static let scalars = [
    FormattingCase(
      "moves a block scalar as one",
      "a:\n     b: |\n            x\n              y\n\n            z\n",
      "a:\n  b: |\n    x\n      y\n\n    z\n"),
    FormattingCase(
      "keeps white space that is text", "a: |\n    x  \n       \n    y\n",
      "a: |\n  x  \n     \n  y\n"),
    FormattingCase(
      "keeps line breaks that are text", "a: |+\n    x\n\n\nb: c\n", "a: |+\n  x\n\n\nb: c\n"),
    FormattingCase(
      "drops line breaks that are none", "a: |\n    x\n\n\nb: c\n", "a: |\n  x\n\nb: c\n"),
    FormattingCase("says that a last line has no line break", "a: |\n  x", "a: |-\n  x\n"),
    FormattingCase(
      "keeps a said indentation", "a:\n    b: |2\n          x\n", "a:\n  b: |2\n        x\n"),
    FormattingCase(
      "moves a block scalar in a list in its key's column", "a:\n- |\n   x\n- >-\n  y\n",
      "a:\n  - |\n    x\n  - >-\n    y\n"),
    FormattingCase("keeps a block header's comment", "a: |   # x\n    y\n", "a: | # x\n  y\n"),
    FormattingCase(
      "moves the lines of plain and quoted text", "a: one\n      two\nb: \"x\n\n y\"\n",
      "a: one\n  two\n\nb: \"x\n\n  y\"\n"),
    FormattingCase(
      "keeps an escaped space at a line's end", "a: \"x\\ \n   y\"\n", "a: \"x\\ \n  y\"\n"),
    FormattingCase("indents the lines of an outermost text", "key\n ...\n", "key\n  ...\n"),
    FormattingCase("indents an outermost block scalar", "|\n x\n", "|\n  x\n"),
    FormattingCase(
      "takes a comment at a block header for one", "a: |#2\n    x\n", "a: | #2\n  x\n"),
    FormattingCase("keeps quotes", "a: 'x'\nb: \"0101\"\n", "a: 'x'\nb: \"0101\"\n"),
    FormattingCase(
      "takes no comment out of a text", "a: x#y\nb: \"# z\"\n", "a: x#y\nb: \"# z\"\n"),
  ]

  static let sections = [
    FormattingCase(
      "orders sections, with their comments",
      "# the file\n\nphones: []\n# settings\nsettings: {}\nsite: hq\n",
      "# the file\n\nsite: hq\n# settings\nsettings: {}\nphones: []\n"),
    FormattingCase(
      "puts an empty line before a section of several lines",
      "site: hq\n# all\nvars:\n  a: b\nraw: {}\n",
      "site: hq\n\n# all\nvars:\n  a: b\nraw: {}\n"),
    FormattingCase(
      "keeps the order where an alias would come before its anchor",
      "phones: [&p {mac: x}]\nvars: {p: *p}\n", "phones: [&p {mac: x}]\nvars: {p: *p}\n"),
    FormattingCase(
      "keeps the comments at the top there", "# top\nphones: []\nsite: hq\n",
      "# top\n\nsite: hq\nphones: []\n"),
    FormattingCase(
      "orders sections with quoted names", "\"phones\": []\n'site': hq\n",
      "'site': hq\n\"phones\": []\n"),
    FormattingCase("puts unknown sections last", "zzz: 1\nsite: hq\n", "site: hq\nzzz: 1\n"),
  ]

  static let addresses = [
    FormattingCase(
      "writes addresses in one notation",
      "phones:\n  - mac: \"80-82-87-01-02-0A\"\n  - {mac: 8082.8701.0203}\n  - mac: 80828701020b # x\n",
      "phones:\n  - mac: 80:82:87:01:02:0a\n  - {mac: 80:82:87:01:02:03}\n  - mac: 80:82:87:01:02:0b # x\n"
    ),
    FormattingCase(
      "keeps quotes where YAML 1.1 reads a number", "phones: [{mac: 102030405010}]\n",
      "phones: [{mac: \"10:20:30:40:50:10\"}]\n"),
    FormattingCase(
      "leaves what is no address", "phones: [{mac: 80-82}]\nvars: {mac: 80828701020b}\n",
      "vars: {mac: 80828701020b}\nphones: [{mac: 80-82}]\n"),
  ]
}

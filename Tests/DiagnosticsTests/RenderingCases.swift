import Diagnostics

/// One golden each: `Tests/Goldens/diagnostics/<name>.txt`.
let renderingCases: [RenderingCase] =
  placeCases + labelCases + multilineCases + characterCases + cutCases + maskCases + documentCases

private let placeCases: [RenderingCase] = [
  RenderingCase(
    "one_label", "phones:\n  - mac: 1️⃣80:82:872️⃣\n", at: between("1️⃣", "2️⃣", "three bytes of six")
  ) {
    $0.message = "`80:82:87` is no MAC address"
    $0.help = ["write twelve hexadecimal digits, such as `80:82:87:01:02:03`"]
  },
  RenderingCase("no_place", "site: hq\n") {
    $0.message = "the folder `templates` does not exist"
    $0.help = ["say where it is with `--templates`"]
  },
  RenderingCase(
    "empty_span_at_end_of_file", "site: hq\nphones:\n1️⃣",
    at: between("1️⃣", "1️⃣", "more was expected here")),
  RenderingCase("empty_span_at_end_without_line_end", "site: hq1️⃣", at: between("1️⃣", "1️⃣", "here")),
  RenderingCase("empty_span_on_empty_line", "site: hq\n1️⃣\nphones:\n", at: between("1️⃣", "1️⃣")),
  RenderingCase("empty_file", "1️⃣", at: between("1️⃣", "1️⃣", "nothing in it")),
  RenderingCase("byte_order_mark", "\u{FEFF}1️⃣site2️⃣: hq\n", at: between("1️⃣", "2️⃣")),
  RenderingCase("carriage_return_line_ends", "a: 1\rb: 2\r\nc: 1️⃣32️⃣\r\n", at: between("1️⃣", "2️⃣")),
  RenderingCase("warning", "1️⃣label2️⃣: x\n", at: between("1️⃣", "2️⃣", "nothing uses it")) {
    $0.severity = .warning
  },
  RenderingCase("note", "1️⃣label2️⃣: x\n", at: between("1️⃣", "2️⃣")) { $0.severity = .note },
  RenderingCase(
    "line_numbers_of_two_widths", String(repeating: "#\n", count: 8) + "a: 1️⃣12️⃣\nb: 3️⃣24️⃣\n",
    at: between("3️⃣", "4️⃣")
  ) {
    $0.secondary = [between("1️⃣", "2️⃣", "first said here")]
  },
]

private let labelCases: [RenderingCase] = [
  RenderingCase(
    "two_labels_on_a_line", "sip: {1️⃣port2️⃣: 1, 3️⃣port4️⃣: 2}\n", at: between("3️⃣", "4️⃣", "said again")
  ) {
    $0.secondary = [between("1️⃣", "2️⃣", "said first")]
  },
  RenderingCase(
    "three_labels_on_a_line", "a: {1️⃣one2️⃣: 1, 3️⃣two4️⃣: 2, 5️⃣three6️⃣: 3}\n",
    at: between("1️⃣", "2️⃣", "the first")
  ) {
    $0.secondary = [between("3️⃣", "4️⃣", "the second"), between("5️⃣", "6️⃣", "the third")]
  },
  RenderingCase("nested_labels", "a: 1️⃣outer 3️⃣inner4️⃣ outer2️⃣\n", at: between("3️⃣", "4️⃣", "this part")) {
    $0.secondary = [between("1️⃣", "2️⃣", "of all this")]
  },
  RenderingCase("two_labels_at_one_place", "a: 1️⃣value2️⃣\n", at: between("1️⃣", "2️⃣", "the one")) {
    $0.secondary = [between("1️⃣", "2️⃣", "the other")]
  },
  RenderingCase(
    "labels_on_distant_lines", "1️⃣a2️⃣: 1\nb: 2\nc: 3\nd: 4\n3️⃣a4️⃣: 5\n", at: between("3️⃣", "4️⃣", "again")
  ) {
    $0.secondary = [between("1️⃣", "2️⃣", "first")]
  },
  RenderingCase(
    "labels_with_one_line_between", "1️⃣a2️⃣: 1\nb: 2\n3️⃣a4️⃣: 5\n", at: between("3️⃣", "4️⃣", "again")
  ) {
    $0.secondary = [between("1️⃣", "2️⃣", "first")]
  },
  RenderingCase(
    "labels_in_two_files",
    files: [
      .init(name: "sites/hq.yaml", marked: "\n\nmodels: {1️⃣A202️⃣: {}}\n"),
      .init(name: "templates/a2x/mac.cfg", marked: "x = {{ 1️⃣modle2️⃣ }}\n"),
    ], at: between("1️⃣", "2️⃣", "no such name", file: 1)
  ) {
    $0.secondary = [between("1️⃣", "2️⃣", "said here")]
  },
  RenderingCase(
    "notes_help_and_replacement", "settings:\n  1️⃣sipp2️⃣: {port: 5060}\n",
    at: between("1️⃣", "2️⃣", "unknown key")
  ) {
    $0.notes = ["a phone would never see it", "keys here: sip, time, web"]
    $0.help = ["did you mean `sip`?"]
    $0.replacement = (between("1️⃣", "2️⃣"), "sip")
  },
  RenderingCase("replacement_that_deletes", "a: 1️⃣!!str 2️⃣x\n", at: between("1️⃣", "2️⃣")) {
    $0.replacement = (between("1️⃣", "2️⃣"), "")
  },
  RenderingCase("replacement_of_several_lines", "a: 1️⃣x2️⃣\n", at: between("1️⃣", "2️⃣")) {
    $0.replacement = (between("1️⃣", "2️⃣"), "{\n}")
  },
  RenderingCase("colours", "a: {1️⃣b2️⃣: 1, 3️⃣b4️⃣: 2}\n", at: between("3️⃣", "4️⃣", "again")) {
    $0.secondary = [between("1️⃣", "2️⃣", "first")]
    $0.help = ["leave one out"]
    $0.replacement = (between("3️⃣", "4️⃣"), "c")
    $0.colour = true
  },
]

private let multilineCases: [RenderingCase] = [
  RenderingCase("span_of_two_lines", "keys: 1️⃣[a,\n  b]2️⃣\n", at: between("1️⃣", "2️⃣", "this list")),
  RenderingCase(
    "span_of_many_lines", "keys: 1️⃣[a,\n  b,\n  c,\n  d,\n  e]2️⃣\n",
    at: between("1️⃣", "2️⃣", "this list")),
  RenderingCase("span_with_its_line_end", "a: 1️⃣b\n2️⃣c: d\n", at: between("1️⃣", "2️⃣", "a whole value")),
  RenderingCase(
    "span_inside_a_long_one", "keys: 1️⃣[a,\n  3️⃣b4️⃣,\n  c,\n  d,\n  e]2️⃣\n",
    at: between("3️⃣", "4️⃣", "this key")
  ) {
    $0.secondary = [between("1️⃣", "2️⃣", "in this list")]
  },
  RenderingCase(
    "two_long_spans", "a: 1️⃣[\n  3️⃣[b,\n  c]4️⃣,\n  d\n]2️⃣\n", at: between("1️⃣", "2️⃣", "outer")
  ) {
    $0.secondary = [between("3️⃣", "4️⃣", "inner")]
  },
]

private let characterCases: [RenderingCase] = [
  RenderingCase("tabs", "\ta:\t1️⃣b2️⃣\tc\n", at: between("1️⃣", "2️⃣", "after two tabs")),
  RenderingCase("wide_characters", "name: 受付 1️⃣フロント2️⃣ x\n", at: between("1️⃣", "2️⃣", "four characters")),
  RenderingCase("emoji", "name: 👩🏽‍💻❤️🇪🇸 1️⃣☎️2️⃣ x\n", at: between("1️⃣", "2️⃣", "one")),
  RenderingCase(
    "combining_marks", "name: Cafe\u{301} 1️⃣nin\u{303}o2️⃣ x\n", at: between("1️⃣", "2️⃣", "four letters")),
  RenderingCase(
    "control_characters", "name: \u{1B}[31mred\u{7} 1️⃣\u{9B}2J2️⃣\u{7F}\u{0}\n",
    at: between("1️⃣", "2️⃣", "\u{1B}]0;title\u{7}")
  ) {
    $0.message = "bad \u{1B}[2J name\nof two lines \u{202E}desrever"
    $0.help = ["take \u{1B} out"]
  },
  RenderingCase(
    "hostile_file_name", files: [.init(name: "a\u{1B}[31m\nb.yaml", marked: "1️⃣a2️⃣: 1\n")],
    at: between("1️⃣", "2️⃣")),
  RenderingCase(
    "text_that_turns_round", "a: \"1️⃣\u{202E}} \u{2066}2️⃣\"\u{200B}\n", at: between("1️⃣", "2️⃣")),
]

private let cutCases: [RenderingCase] = [
  RenderingCase(
    "long_line_cut_at_the_right", "a: 1️⃣b2️⃣ \(String(repeating: "word ", count: 30))\n",
    at: between("1️⃣", "2️⃣", "here")
  ) { $0.width = 60 },
  RenderingCase(
    "long_line_cut_on_both_sides",
    "a: \(String(repeating: "word ", count: 30))1️⃣here2️⃣ \(String(repeating: "word ", count: 30))\n",
    at: between("1️⃣", "2️⃣", "a label that is long enough to be put below")
  ) { $0.width = 50 },
  RenderingCase(
    "long_line_cut_at_the_left", "a: \(String(repeating: "word ", count: 30))1️⃣here2️⃣\n",
    at: between("2️⃣", "2️⃣", "at the end")
  ) { $0.width = 60 },
  RenderingCase(
    "long_line_of_wide_characters",
    "a: \(String(repeating: "漢字", count: 40))1️⃣x2️⃣\(String(repeating: "漢字", count: 40))\n",
    at: between("1️⃣", "2️⃣", "here")
  ) { $0.width = 61 },
  RenderingCase(
    "span_longer_than_the_terminal", "a: 1️⃣\(String(repeating: "word ", count: 30))2️⃣\n",
    at: between("1️⃣", "2️⃣", "all of it")
  ) { $0.width = 60 },
  RenderingCase(
    "two_places_too_far_apart", "{1️⃣a2️⃣: \(String(repeating: "word ", count: 30)), 3️⃣a4️⃣: 1}\n",
    at: between("3️⃣", "4️⃣", "again")
  ) {
    $0.secondary = [between("1️⃣", "2️⃣", "first")]
    $0.width = 60
  },
  RenderingCase(
    "narrow_terminal", "models: {1️⃣A992️⃣: {family: A2X}}\n",
    at: between("1️⃣", "2️⃣", "a model that is not listed and says no family of its own")
  ) {
    $0.width = 40
    $0.message = "`A99` is no model that any of the families lists"
    $0.help = ["say its family, or take one of the models that are listed"]
  },
]

private let maskCases: [RenderingCase] = [
  RenderingCase(
    "mask_block_value", "1️⃣admin_password2️⃣: hunter2hunter2\n", at: between("1️⃣", "2️⃣", "unknown key")),
  RenderingCase(
    "mask_in_flow", "{1️⃣name2️⃣: a, password: hunter2, 3️⃣label4️⃣: b}\n",
    at: between("3️⃣", "4️⃣", "behind the mask")
  ) {
    $0.secondary = [between("1️⃣", "2️⃣", "before it")]
  },
  RenderingCase(
    "mask_under_the_caret", "{password: hun1️⃣ter2️⃣2, label: b}\n",
    at: between("1️⃣", "2️⃣", "inside the mask")),
  RenderingCase(
    "mask_not_a_name", "{password: 1️⃣!secret web_admin2️⃣, label: b}\n",
    at: between("1️⃣", "2️⃣", "no such secret")),
  RenderingCase(
    "mask_unterminated_quote", "a: {password: \"hunter2, 1️⃣label2️⃣: b}\n", at: between("1️⃣", "2️⃣")),
  RenderingCase("mask_declared_range", "101;Front desk;1️⃣hunter22️⃣;3️⃣x4️⃣\n", at: between("3️⃣", "4️⃣")),
  RenderingCase(
    "mask_value_on_next_line", "password:\n  1️⃣hunter22️⃣\nlabel: b\n",
    at: between("1️⃣", "2️⃣", "a secret")),
  RenderingCase(
    "mask_message_and_replacement", "pin: 1️⃣012342️⃣\n", at: between("1️⃣", "2️⃣", "01234 has a zero")
  ) {
    $0.message = "`01234` begins with a zero"
    $0.replacement = (between("1️⃣", "2️⃣"), "\"01234\"")
  },
  RenderingCase(
    "mask_leaves_template_names", "account.1.password = {{ account.1️⃣pasword2️⃣ }}\n",
    at: between("1️⃣", "2️⃣", "unknown attribute")),
].map { rendering in
  guard rendering.name == "mask_declared_range" else { return rendering }
  return RenderingCase(
    rendering.name,
    files: [.init(name: "phones.csv", marked: rendering.files[0].marked, secret: ("1️⃣", "2️⃣"))],
    at: rendering.primary)
}

private let documentCases: [RenderingCase] = [
  RenderingCase(
    "all_formats",
    files: [
      .init(name: "sites/hq ü.yaml", marked: "name: \"𝄞 1️⃣x2️⃣\", password: hunter2\n"),
      .init(name: "/srv/common.yaml", marked: "a: 1️⃣b\nc2️⃣: d\n"),
    ], at: between("1️⃣", "2️⃣", "a, \"label\"")
  ) {
    $0.message = "100% wrong: a, b\u{85}"
    $0.secondary = [between("1️⃣", "2️⃣", "compare", file: 1)]
    $0.notes = ["a note"]
    $0.help = ["some help"]
    $0.replacement = (between("1️⃣", "2️⃣"), "y")
  },
  RenderingCase("all_formats_without_a_place", "site: hq\n") {
    $0.message = "no folder"
    $0.severity = .warning
  },
  RenderingCase(
    "all_formats_of_a_secrets_file",
    files: [
      .init(name: "sites/hq.yaml", marked: "a: !secret 1️⃣web2️⃣\n"),
      .init(
        name: "secrets.yaml", marked: "one: hunter2\n1️⃣wbe2️⃣: 3️⃣swordfish4️⃣\n",
        disclosure: .positionsOnly),
    ], at: between("1️⃣", "2️⃣", "used by nothing", file: 1)
  ) {
    $0.message = "the secret `wbe` is `swordfish`"
    $0.secondary = [between("1️⃣", "2️⃣", "wanted here")]
    $0.replacement = (between("1️⃣", "2️⃣", file: 1), "web")
  },
]

/// What Jinja has and these templates don't, with what to do instead.
enum UnsupportedFeatures {
  static let tags: [String: String] = [
    "block": "write the text here, or `{% include %}` it",
    "endblock": "remove it",
    "extends": "`{% include %}` the common part instead",
    "macro": "put the part in a template of its own, and `{% include %}` it",
    "endmacro": "remove it",
    "call": "`{% include %}` a template instead",
    "endcall": "remove it",
    "import": "`{% include %}` a template instead",
    "from": "`{% include %}` a template instead",
    "filter": "apply the filter to each value: `{{ value | upper }}`",
    "endfilter": "remove it",
    "with": "write `{% set name = … %}`",
    "endwith": "remove it",
    "endset": "write `{% set name = … %}`",
    "autoescape": "the file's name decides: values in .xml files are always escaped",
    "endautoescape": "remove it",
    "do": "write `{% set name = … %}`",
    "break": "select the elements with `{% for … in … if … %}`",
    "continue": "select the elements with `{% for … in … if … %}`",
    "trans": "write the text as it is",
    "debug": "remove it; `ringtree explain` shows where a line comes from",
  ]

  static let filters: [String: String] = [
    "attr": "write `value.name`",
    "batch": "loop, and use `loop.index`",
    "center": "write the spaces",
    "filesizeformat": "write the number",
    "float": "templates have whole numbers only; use `int`",
    "forceescape": "values in .xml files are always escaped",
    "format": "join the parts with `~`",
    "groupby": "loop over `selectattr(…)`",
    "pprint": "print each value by itself",
    "random": "the same site must give the same files",
    "round": "templates have whole numbers only; use `//`",
    "safe": "values are always made safe for the file; write the markup in the template",
    "slice": "loop, and use `loop.index`",
    "striptags": "use `replace`",
    "truncate": "shorten the text in the site",
    "urlize": "write the link in the template",
    "wordcount": "count in the site",
    "wordwrap": "break the text in the site",
    "xmlattr": "write the attributes in the template",
  ]

  static let tests: [String: String] = [
    "none": "a value is there, or it is not defined: use `is defined`",
    "boolean": "the schema says what a value is",
    "false": "write `not value`",
    "true": "write the value itself",
    "integer": "use `is number`",
    "float": "templates have whole numbers only",
    "lower": "compare with `value | lower`",
    "upper": "compare with `value | upper`",
    "mapping": "the schema says what a value is",
    "sequence": "the schema says what a value is",
    "iterable": "the schema says what a value is",
    "callable": "the schema says what a value is",
    "sameas": "use `==`",
    "escaped": "values are always made safe for the file",
    "filter": "remove it",
    "test": "remove it",
  ]

  static let functions: [String: String] = [
    "dict": "write `{\"key\": value}`",
    "lipsum": "write the text",
    "cycler": "use `loop.index0 % 2`",
    "joiner": "use `join`, or `loop.last`",
    "namespace": "use a filter such as `selectattr` or `sum`, or `loop`",
  ]

  static let loopAttributes: [String: String] = [
    "cycle": "use `[\"a\", \"b\"][loop.index0 % 2]`",
    "previtem": "use the list and `loop.index0`",
    "nextitem": "use the list and `loop.index0`",
    "changed": "compare with the element before",
    "depth": "there are no recursive loops",
    "depth0": "there are no recursive loops",
  ]
}

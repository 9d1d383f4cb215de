// libyaml's own document tree of a site file, for its memory.
//
//   document SITE
#include "yaml_input.h"

int main(int count, char **arguments) {
  if (count != 2) errx(64, "usage: document SITE");
  yaml_parser_t parser;
  yaml_document_t document;
  yaml_input_open(&parser, arguments[1]);
  if (!yaml_parser_load(&parser, &document)) errx(1, "%s: %s", arguments[1], parser.problem);
  printf("%td nodes\n", document.nodes.top - document.nodes.start);
  yaml_document_delete(&document);
  yaml_parser_delete(&parser);
  return 0;
}

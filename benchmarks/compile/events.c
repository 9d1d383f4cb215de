// libyaml's bare loop over the events of a site file, which no reader by libyaml can beat.
//
//   events SITE
#include "yaml_input.h"

int main(int count, char **arguments) {
  if (count != 2) errx(64, "usage: events SITE");
  yaml_parser_t parser;
  yaml_event_t event;
  long events = 0;
  yaml_input_open(&parser, arguments[1]);
  for (int last = 0; !last; events++) {
    if (!yaml_parser_parse(&parser, &event)) errx(1, "%s: %s", arguments[1], parser.problem);
    last = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  printf("%ld events\n", events);
  yaml_parser_delete(&parser);
  return 0;
}

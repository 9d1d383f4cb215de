#ifndef RINGTREE_CLIBYAML_SHIM_H
#define RINGTREE_CLIBYAML_SHIM_H
#include <yaml.h>

/*
 * An event with libyaml's union flattened, which Swift could only read by copying it.
 * The pointers belong to the event; `start` and `end` count characters, as libyaml does.
 */
typedef struct {
  yaml_event_type_t type;
  /* One of yaml_scalar_style_t, yaml_sequence_style_t, yaml_mapping_style_t, by the type. */
  int style;
  /* For the end of a document: 1 if no `...` was written. */
  int implicit;
  const char *anchor;
  const char *tag;
  const unsigned char *text;
  size_t length;
  size_t start;
  size_t end;
} ringtree_yaml_event;

static inline ringtree_yaml_event ringtree_flatten_yaml_event(const yaml_event_t *event) {
  ringtree_yaml_event flat = {event->type, 0, 0, 0, 0, 0, 0,
                              event->start_mark.index, event->end_mark.index};
  switch (event->type) {
    case YAML_SCALAR_EVENT:
      flat.style = (int)event->data.scalar.style;
      flat.anchor = (const char *)event->data.scalar.anchor;
      flat.tag = (const char *)event->data.scalar.tag;
      flat.text = event->data.scalar.value;
      flat.length = event->data.scalar.length;
      break;
    case YAML_SEQUENCE_START_EVENT:
      flat.style = (int)event->data.sequence_start.style;
      flat.anchor = (const char *)event->data.sequence_start.anchor;
      flat.tag = (const char *)event->data.sequence_start.tag;
      break;
    case YAML_MAPPING_START_EVENT:
      flat.style = (int)event->data.mapping_start.style;
      flat.anchor = (const char *)event->data.mapping_start.anchor;
      flat.tag = (const char *)event->data.mapping_start.tag;
      break;
    case YAML_ALIAS_EVENT:
      flat.anchor = (const char *)event->data.alias.anchor;
      break;
    case YAML_DOCUMENT_END_EVENT:
      flat.implicit = event->data.document_end.implicit;
      break;
    default:
      break;
  }
  return flat;
}

/* A token of libyaml's scanner without its payload; `start` and `end` count characters. */
typedef struct {
  yaml_token_type_t type;
  /* Of a scalar: its yaml_scalar_style_t. */
  int style;
  size_t start;
  size_t end;
} ringtree_yaml_token;

static inline ringtree_yaml_token ringtree_flatten_yaml_token(const yaml_token_t *token) {
  ringtree_yaml_token flat = {token->type, 0, token->start_mark.index, token->end_mark.index};
  if (token->type == YAML_SCALAR_TOKEN) flat.style = (int)token->data.scalar.style;
  return flat;
}
#endif

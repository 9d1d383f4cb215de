// A YAML file as input of libyaml's parser.
#ifndef YAML_INPUT_H
#define YAML_INPUT_H

#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static void yaml_input_open(yaml_parser_t *parser, const char *path) {
  struct stat status;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || fstat(file, &status) < 0) err(1, "%s", path);
  const unsigned char *text = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  if (text == MAP_FAILED) err(1, "%s", path);
  close(file);
  if (!yaml_parser_initialize(parser)) errx(1, "libyaml does not start");
  yaml_parser_set_input_string(parser, text, status.st_size);
}

#endif

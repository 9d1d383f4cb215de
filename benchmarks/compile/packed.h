// The packed tree that pack.py writes, read in place.
#ifndef PACKED_H
#define PACKED_H

#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct packed {
  const char *next, *end;
};

struct packed_file {
  char name[PATH_MAX];
  mode_t mode;
  const char *content;
  size_t size;
};

static struct packed packed_open(const char *path) {
  struct stat status;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || fstat(file, &status) < 0) err(1, "%s", path);
  const char *start = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  if (start == MAP_FAILED) err(1, "%s", path);
  close(file);
  if (status.st_size < 8 || memcmp(start, "RTPACK1\n", 8) != 0)
    errx(1, "%s: not a packed tree", path);
  return (struct packed){start + 8, start + status.st_size};
}

// The next file; 0 at the end.
static int packed_next(struct packed *packed, struct packed_file *file) {
  uint32_t mode, length;
  uint64_t size;
  if (packed->next == packed->end) return 0;
  if (packed->end - packed->next < 16) errx(1, "packed tree is cut off");
  memcpy(&mode, packed->next, 4);
  memcpy(&length, packed->next + 4, 4);
  memcpy(&size, packed->next + 8, 8);
  packed->next += 16;
  if (length >= sizeof file->name || (uint64_t)(packed->end - packed->next) < length + size)
    errx(1, "packed tree is cut off");
  memcpy(file->name, packed->next, length);
  file->name[length] = 0;
  file->mode = mode;
  file->content = packed->next + length;
  file->size = size;
  packed->next += length + size;
  return 1;
}

#endif

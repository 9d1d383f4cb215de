// The floor for a build that changes nothing: reads each file of a tree and compares it with the
// packed one.
//
//   read_compare PACKED DIR
#include "packed.h"

int main(int count, char **arguments) {
  if (count != 3) errx(64, "usage: read_compare PACKED DIR");
  struct packed packed = packed_open(arguments[1]);
  struct packed_file file;
  size_t room = 0;
  char *buffer = NULL;
  int folder = open(arguments[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) err(1, "%s", arguments[2]);
  while (packed_next(&packed, &file)) {
    if (room <= file.size) {
      room = 2 * file.size + 1;
      buffer = realloc(buffer, room);
      if (!buffer) err(1, "memory");
    }
    int source = openat(folder, file.name, O_RDONLY | O_CLOEXEC);
    if (source < 0) err(1, "%s", file.name);
    // One byte more than wanted is asked for, so that a longer file is seen.
    size_t done = 0;
    for (ssize_t got = 1; got > 0 && done <= file.size; done += got) {
      got = read(source, buffer + done, file.size + 1 - done);
      if (got < 0) err(1, "%s", file.name);
    }
    close(source);
    if (done != file.size || memcmp(buffer, file.content, done) != 0)
      errx(1, "%s: differs", file.name);
  }
  return 0;
}

// The floor for a fresh build: writes the files of a packed tree and does nothing else.
//
//   write_files PACKED DIR
#include "packed.h"

static void make_parents(int folder, char *name) {
  for (char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    mkdirat(folder, name, 0755);
    *slash = '/';
  }
}

int main(int count, char **arguments) {
  if (count != 3) errx(64, "usage: write_files PACKED DIR");
  struct packed packed = packed_open(arguments[1]);
  struct packed_file file;
  mkdir(arguments[2], 0755);
  int folder = open(arguments[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) err(1, "%s", arguments[2]);
  while (packed_next(&packed, &file)) {
    make_parents(folder, file.name);
    int target = openat(folder, file.name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, file.mode);
    if (target < 0) err(1, "%s", file.name);
    for (size_t done = 0; done < file.size;) {
      ssize_t written = write(target, file.content + done, file.size - done);
      if (written < 0) err(1, "%s", file.name);
      done += written;
    }
    if (close(target) < 0) err(1, "%s", file.name);
  }
  return 0;
}

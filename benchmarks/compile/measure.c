// Runs a command and writes what it took: wall, user and system seconds, peak KiB, status.
//
//   measure RESULT COMMAND [ARGUMENT]…
//
// It is a small program of its own because Linux counts the memory of the process that forks into
// the peak of the command, and a Python interpreter's would hide a C program's.
#include <err.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
  if (count < 3) errx(64, "usage: measure RESULT COMMAND [ARGUMENT]…");
  int status;
  struct rusage usage;
  double start = now();
  pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) {
    execv(arguments[2], arguments + 2);
    err(127, "%s", arguments[2]);
  }
  if (wait4(child, &status, 0, &usage) < 0) err(1, "wait4");
  double wall = now() - start;
  long peak = usage.ru_maxrss;
#ifdef __APPLE__
  peak /= 1024;  // bytes there
#endif
  FILE *result = fopen(arguments[1], "w");
  if (!result) err(1, "%s", arguments[1]);
  fprintf(result, "%.6f %ld.%06ld %ld.%06ld %ld %d\n", wall, (long)usage.ru_utime.tv_sec,
          (long)usage.ru_utime.tv_usec, (long)usage.ru_stime.tv_sec, (long)usage.ru_stime.tv_usec,
          peak, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return fclose(result) == 0 ? 0 : 1;
}

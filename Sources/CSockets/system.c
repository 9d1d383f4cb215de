#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "endpoint.h"

int csockets_pipe(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_NONBLOCK | O_CLOEXEC) < 0 ? -errno : 0;
#else
  if (pipe(ends) < 0) return -errno;
  for (int end = 0; end < 2; end++) {
    fcntl(ends[end], F_SETFL, O_NONBLOCK);
    fcntl(ends[end], F_SETFD, FD_CLOEXEC);
  }
  return 0;
#endif
}

void csockets_pipe_ring(int descriptor) {
  const uint8_t byte = 1;
  // A full pipe wakes its reader too.
  if (write(descriptor, &byte, 1) < 0) return;
}

int csockets_pipe_drain(int descriptor) {
  uint8_t bytes[256];
  int last = -1;
  ssize_t count;
  while ((count = read(descriptor, bytes, sizeof bytes)) > 0) last = bytes[count - 1];
  return last;
}

static int signal_pipe[2] = {-1, -1};

static void write_signal(int number) {
  int saved = errno;
  const uint8_t byte = (uint8_t)number;
  if (write(signal_pipe[1], &byte, 1) < 0) { /* So many signals wait that one more is no news. */ }
  errno = saved;
}

int csockets_catch_signals(void) {
  if (signal_pipe[0] < 0) {
    int code = csockets_pipe(signal_pipe);
    if (code < 0) return code;
  }
  struct sigaction action = {.sa_handler = write_signal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  const int caught[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t index = 0; index < sizeof caught / sizeof *caught; index++)
    if (sigaction(caught[index], &action, NULL) < 0) return -errno;
  // Whoever started us may have blocked them, and that is inherited.
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGINT);
  sigaddset(&wanted, SIGTERM);
  sigaddset(&wanted, SIGHUP);
  pthread_sigmask(SIG_UNBLOCK, &wanted, NULL);
  signal(SIGPIPE, SIG_IGN);
  return signal_pipe[0];
}

int csockets_next_signal(int descriptor) {
  uint8_t number = 0;
  return read(descriptor, &number, 1) == 1 ? number : 0;
}

static int prefix_length(const struct sockaddr *mask) {
  if (!mask) return 0;
  struct csockets_endpoint bits = csockets_from_system(mask);
  return __builtin_popcountll(bits.upper) + __builtin_popcountll(bits.lower);
}

int csockets_interfaces(struct csockets_interface *found, int size) {
  struct ifaddrs *list;
  if (getifaddrs(&list) < 0) return -errno;
  int count = 0;
  for (struct ifaddrs *item = list; item; item = item->ifa_next) {
    struct csockets_endpoint address = csockets_from_system(item->ifa_addr);
    if (!address.version) continue;
    if (count < size) {
      struct csockets_interface *place = &found[count];
      memset(place, 0, sizeof *place);
      strncpy(place->name, item->ifa_name, sizeof place->name - 1);
      place->index = if_nametoindex(item->ifa_name);
      place->is_up = (item->ifa_flags & IFF_UP) != 0;
      place->is_loopback = (item->ifa_flags & IFF_LOOPBACK) != 0;
      place->can_multicast = (item->ifa_flags & IFF_MULTICAST) != 0;
      place->address = address;
      place->prefix_length = prefix_length(item->ifa_netmask);
    }
    count++;
  }
  freeifaddrs(list);
  return count;
}

static uint64_t nanoseconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

uint64_t csockets_monotonic_time(void) { return nanoseconds(CLOCK_MONOTONIC); }

uint64_t csockets_wall_time(void) { return nanoseconds(CLOCK_REALTIME); }

uint64_t csockets_processor_time(void) { return nanoseconds(CLOCK_PROCESS_CPUTIME_ID); }

long csockets_raise_descriptor_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -errno;
  rlim_t before = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) < 0) limit.rlim_cur = before;
  return limit.rlim_cur > 1 << 20 ? 1 << 20 : (long)limit.rlim_cur;
}

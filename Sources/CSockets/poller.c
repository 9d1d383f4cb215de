#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "csockets.h"

#ifdef __linux__
#include <sys/epoll.h>

enum { batch = 256 };

struct csockets_poller {
  int descriptor;
  struct epoll_event events[batch];
};

struct csockets_poller *csockets_poller_create(void) {
  struct csockets_poller *poller = calloc(1, sizeof *poller);
  if (!poller) return NULL;
  poller->descriptor = epoll_create1(EPOLL_CLOEXEC);
  if (poller->descriptor < 0) {
    free(poller);
    return NULL;
  }
  return poller;
}

void csockets_poller_destroy(struct csockets_poller *poller) {
  if (!poller) return;
  close(poller->descriptor);
  free(poller);
}

static int control(
  struct csockets_poller *poller, int operation, int descriptor, uint64_t token, bool reads,
  bool writes
) {
  struct epoll_event event = {
    .events = (reads ? EPOLLIN | EPOLLRDHUP : 0) | (writes ? EPOLLOUT : 0), .data.u64 = token};
  return epoll_ctl(poller->descriptor, operation, descriptor, &event) < 0 ? -errno : 0;
}

int csockets_poller_add(
  struct csockets_poller *poller, int descriptor, uint64_t token, bool reads, bool writes
) {
  return control(poller, EPOLL_CTL_ADD, descriptor, token, reads, writes);
}

int csockets_poller_change(
  struct csockets_poller *poller, int descriptor, uint64_t token, bool reads, bool writes
) {
  return control(poller, EPOLL_CTL_MOD, descriptor, token, reads, writes);
}

int csockets_poller_remove(struct csockets_poller *poller, int descriptor) {
  return control(poller, EPOLL_CTL_DEL, descriptor, 0, false, false);
}

int csockets_poller_wait(
  struct csockets_poller *poller, struct csockets_ready *ready, int size, int milliseconds
) {
  int limit = size < batch ? size : batch;
  int count = epoll_wait(poller->descriptor, poller->events, limit, milliseconds);
  if (count < 0) return errno == EINTR ? 0 : -errno;
  for (int index = 0; index < count; index++) {
    uint32_t events = poller->events[index].events;
    ready[index] = (struct csockets_ready){
      .token = poller->events[index].data.u64,
      .can_read = (events & (EPOLLIN | EPOLLRDHUP)) != 0,
      .can_write = (events & EPOLLOUT) != 0,
      .is_broken = (events & (EPOLLERR | EPOLLHUP)) != 0};
  }
  return count;
}

#else
#include <poll.h>

struct csockets_poller {
  int count;
  int room;
  struct pollfd *descriptors;
  uint64_t *tokens;
};

struct csockets_poller *csockets_poller_create(void) {
  return calloc(1, sizeof(struct csockets_poller));
}

void csockets_poller_destroy(struct csockets_poller *poller) {
  if (!poller) return;
  free(poller->descriptors);
  free(poller->tokens);
  free(poller);
}

static int place_of(struct csockets_poller *poller, int descriptor) {
  for (int index = 0; index < poller->count; index++)
    if (poller->descriptors[index].fd == descriptor) return index;
  return -1;
}

static short events_of(bool reads, bool writes) {
  return (short)((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
}

static bool grow(struct csockets_poller *poller) {
  int room = poller->room ? 2 * poller->room : 64;
  struct pollfd *descriptors =
    realloc(poller->descriptors, (size_t)room * sizeof *poller->descriptors);
  if (!descriptors) return false;
  poller->descriptors = descriptors;
  uint64_t *tokens = realloc(poller->tokens, (size_t)room * sizeof *poller->tokens);
  if (!tokens) return false;
  poller->tokens = tokens;
  poller->room = room;
  return true;
}

int csockets_poller_add(
  struct csockets_poller *poller, int descriptor, uint64_t token, bool reads, bool writes
) {
  if (poller->count == poller->room && !grow(poller)) return -ENOMEM;
  poller->descriptors[poller->count] =
    (struct pollfd){.fd = descriptor, .events = events_of(reads, writes)};
  poller->tokens[poller->count++] = token;
  return 0;
}

int csockets_poller_change(
  struct csockets_poller *poller, int descriptor, uint64_t token, bool reads, bool writes
) {
  int place = place_of(poller, descriptor);
  if (place < 0) return -ENOENT;
  poller->descriptors[place].events = events_of(reads, writes);
  poller->tokens[place] = token;
  return 0;
}

int csockets_poller_remove(struct csockets_poller *poller, int descriptor) {
  int place = place_of(poller, descriptor);
  if (place < 0) return -ENOENT;
  poller->count--;
  poller->descriptors[place] = poller->descriptors[poller->count];
  poller->tokens[place] = poller->tokens[poller->count];
  return 0;
}

int csockets_poller_wait(
  struct csockets_poller *poller, struct csockets_ready *ready, int size, int milliseconds
) {
  int found = poll(poller->descriptors, (nfds_t)poller->count, milliseconds);
  if (found < 0) return errno == EINTR ? 0 : -errno;
  int count = 0;
  for (int index = 0; index < poller->count && count < size; index++) {
    short events = poller->descriptors[index].revents;
    if (!events) continue;
    ready[count++] = (struct csockets_ready){
      .token = poller->tokens[index],
      .can_read = (events & POLLIN) != 0,
      .can_write = (events & POLLOUT) != 0,
      .is_broken = (events & (POLLERR | POLLHUP)) != 0};
  }
  return count;
}
#endif

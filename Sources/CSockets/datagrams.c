#define _GNU_SOURCE
// macOS declares in6_pktinfo only on request.
#define __APPLE_USE_RFC_3542 1
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "endpoint.h"

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

#ifdef __linux__
typedef struct mmsghdr message;
#else
// The same shape, for systems without the calls that take several.
typedef struct {
  struct msghdr msg_hdr;
  unsigned msg_len;
} message;
#endif

union control {
  char bytes[128];
  struct cmsghdr alignment;
};

struct slot {
  struct sockaddr_storage address;
  struct iovec piece;
  union control control;
};

struct csockets_inbox {
  unsigned slots;
  unsigned slot_size;
  message *messages;
  struct slot *places;
  uint8_t *bytes;
};

struct csockets_outbox {
  struct csockets_inbox room;
  unsigned used;
};

static bool make_room(struct csockets_inbox *room, unsigned slots, unsigned slot_size) {
  room->slots = slots;
  room->slot_size = slot_size;
  room->messages = calloc(slots, sizeof *room->messages);
  room->places = calloc(slots, sizeof *room->places);
  room->bytes = malloc((size_t)slots * slot_size);
  return room->messages && room->places && room->bytes;
}

static void free_room(struct csockets_inbox *room) {
  free(room->messages);
  free(room->places);
  free(room->bytes);
}

struct csockets_inbox *csockets_inbox_create(unsigned slots, unsigned slot_size) {
  struct csockets_inbox *inbox = calloc(1, sizeof *inbox);
  if (inbox && !make_room(inbox, slots, slot_size)) {
    csockets_inbox_destroy(inbox);
    return NULL;
  }
  return inbox;
}

void csockets_inbox_destroy(struct csockets_inbox *inbox) {
  if (!inbox) return;
  free_room(inbox);
  free(inbox);
}

static void prepare(struct csockets_inbox *inbox, unsigned index) {
  struct slot *place = &inbox->places[index];
  place->piece.iov_base = inbox->bytes + (size_t)index * inbox->slot_size;
  place->piece.iov_len = inbox->slot_size;
  struct msghdr *header = &inbox->messages[index].msg_hdr;
  header->msg_name = &place->address;
  header->msg_namelen = sizeof place->address;
  header->msg_iov = &place->piece;
  header->msg_iovlen = 1;
  header->msg_control = place->control.bytes;
  header->msg_controllen = sizeof place->control.bytes;
  header->msg_flags = 0;
}

int csockets_inbox_receive(struct csockets_inbox *inbox, int socket) {
  for (unsigned index = 0; index < inbox->slots; index++) prepare(inbox, index);
  int count;
#ifdef __linux__
  do {
    count = recvmmsg(socket, inbox->messages, inbox->slots, MSG_DONTWAIT, NULL);
  } while (count < 0 && errno == EINTR);
#else
  count = 0;
  while ((unsigned)count < inbox->slots) {
    ssize_t length = recvmsg(socket, &inbox->messages[count].msg_hdr, MSG_DONTWAIT);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) break;
    inbox->messages[count++].msg_len = (unsigned)length;
  }
  if (count == 0) count = -1;
#endif
  if (count >= 0) return count;
  return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -errno;
}

static void read_control(struct msghdr *header, struct csockets_datagram *datagram) {
  for (struct cmsghdr *item = CMSG_FIRSTHDR(header); item; item = CMSG_NXTHDR(header, item)) {
    if (item->cmsg_level == IPPROTO_IP && item->cmsg_type == IP_PKTINFO) {
      struct in_pktinfo info;
      memcpy(&info, CMSG_DATA(item), sizeof info);
      datagram->interface = (uint32_t)info.ipi_ifindex;
      datagram->destination = csockets_from_in_addr(info.ipi_addr);
      datagram->local = csockets_from_in_addr(info.ipi_spec_dst);
    } else if (item->cmsg_level == IPPROTO_IPV6 && item->cmsg_type == IPV6_PKTINFO) {
      struct in6_pktinfo info;
      memcpy(&info, CMSG_DATA(item), sizeof info);
      datagram->interface = (uint32_t)info.ipi6_ifindex;
      datagram->destination = csockets_from_in6_addr(&info.ipi6_addr);
      datagram->destination.scope = datagram->source.scope;
      datagram->local = datagram->destination;
    }
  }
}

struct csockets_datagram csockets_inbox_datagram(
  const struct csockets_inbox *inbox, unsigned slot
) {
  struct msghdr *header = &inbox->messages[slot].msg_hdr;
  struct csockets_datagram datagram = {
    .bytes = inbox->places[slot].piece.iov_base,
    .length = inbox->messages[slot].msg_len,
    .is_truncated = (header->msg_flags & MSG_TRUNC) != 0,
    .source = csockets_from_system(header->msg_name)};
  if (datagram.length > inbox->slot_size) datagram.length = inbox->slot_size;
  read_control(header, &datagram);
  return datagram;
}

struct csockets_outbox *csockets_outbox_create(unsigned slots, unsigned slot_size) {
  struct csockets_outbox *outbox = calloc(1, sizeof *outbox);
  if (outbox && !make_room(&outbox->room, slots, slot_size)) {
    csockets_outbox_destroy(outbox);
    return NULL;
  }
  return outbox;
}

void csockets_outbox_destroy(struct csockets_outbox *outbox) {
  if (!outbox) return;
  free_room(&outbox->room);
  free(outbox);
}

bool csockets_outbox_add(
  struct csockets_outbox *outbox, const void *first, size_t first_length, const void *second,
  size_t second_length, const struct csockets_endpoint *destination
) {
  struct csockets_inbox *room = &outbox->room;
  if (outbox->used == room->slots || first_length > room->slot_size
      || second_length > room->slot_size - first_length)
    return false;
  prepare(room, outbox->used);
  struct slot *place = &room->places[outbox->used];
  uint8_t *bytes = place->piece.iov_base;
  if (first_length) memcpy(bytes, first, first_length);
  if (second_length) memcpy(bytes + first_length, second, second_length);
  place->piece.iov_len = first_length + second_length;
  struct msghdr *header = &room->messages[outbox->used].msg_hdr;
  header->msg_namelen = csockets_to_system(destination, &place->address);
  header->msg_control = NULL;
  header->msg_controllen = 0;
  outbox->used++;
  return true;
}

int csockets_outbox_flush(struct csockets_outbox *outbox, int socket) {
  unsigned next = 0;
  int sent = 0;
  while (next < outbox->used) {
    int count;
#ifdef __linux__
    count = sendmmsg(
      socket, outbox->room.messages + next, outbox->used - next, MSG_DONTWAIT | MSG_NOSIGNAL);
#else
    count = sendmsg(socket, &outbox->room.messages[next].msg_hdr, MSG_DONTWAIT) < 0 ? -1 : 1;
#endif
    if (count < 0 && errno == EINTR) continue;
    // A datagram that cannot be sent must not keep the others back.
    next += count > 0 ? (unsigned)count : 1;
    if (count > 0) sent += count;
  }
  outbox->used = 0;
  return sent;
}

long csockets_send(
  int socket, const void *first, size_t first_length, const void *second, size_t second_length,
  const struct csockets_endpoint *destination
) {
  struct iovec pieces[2] = {
    {.iov_base = (void *)first, .iov_len = first_length},
    {.iov_base = (void *)second, .iov_len = second_length}};
  struct sockaddr_storage address;
  struct msghdr header = {.msg_iov = pieces, .msg_iovlen = second_length ? 2 : 1};
  if (destination) {
    header.msg_namelen = csockets_to_system(destination, &address);
    header.msg_name = &address;
  }
  ssize_t sent;
  do {
    sent = sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (sent < 0 && errno == EINTR);
  return sent < 0 ? -errno : sent;
}

long csockets_receive(int socket, void *buffer, size_t size) {
  ssize_t length;
  do {
    length = recv(socket, buffer, size, MSG_DONTWAIT);
  } while (length < 0 && errno == EINTR);
  return length < 0 ? -errno : length;
}

long csockets_receive_from(
  int socket, void *buffer, size_t size, struct csockets_endpoint *source
) {
  struct sockaddr_storage address;
  struct iovec piece = {.iov_base = buffer, .iov_len = size};
  struct msghdr header = {
    .msg_name = &address, .msg_namelen = sizeof address, .msg_iov = &piece, .msg_iovlen = 1};
  ssize_t length;
  do {
    length = recvmsg(socket, &header, MSG_DONTWAIT);
  } while (length < 0 && errno == EINTR);
  if (length < 0) return -errno;
  *source = csockets_from_system((struct sockaddr *)&address);
  return header.msg_flags & MSG_TRUNC ? (long)size + 1 : length;
}

// The system's socket calls that Swift cannot make by itself, because they are variadic, made of
// macros, or take structures that point into themselves. No policy: that is NetworkSockets'.
//
// Functions that return int give a negative errno when they fail, unless they say otherwise.
#ifndef CSOCKETS_H
#define CSOCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// An address and a port, both in host order. An IPv4 address is the low 32 bits of `lower`.
struct csockets_endpoint {
  uint64_t upper;
  uint64_t lower;
  uint32_t scope;
  uint16_t port;
  /// 4 or 6; 0 stands for no address.
  uint8_t version;
};

enum csockets_kind { csockets_datagram_socket, csockets_stream_socket };

/// A new socket that does not block and is closed in child processes.
int csockets_open(enum csockets_kind kind, int version);
int csockets_bind(int socket, const struct csockets_endpoint *address);
int csockets_connect(int socket, const struct csockets_endpoint *address);
int csockets_listen(int socket, int backlog);
/// A new connection, which does not block.
int csockets_accept(int socket, struct csockets_endpoint *peer);
int csockets_local_address(int socket, struct csockets_endpoint *address);
/// The error that waits at the socket, such as that of a connect; 0 for none.
int csockets_pending_error(int socket);
/// No more will be sent.
void csockets_shut_down_sending(int socket);
void csockets_close(int descriptor);

/// Several sockets may bind the same group and port.
int csockets_share_address(int socket);
/// The port may be taken again at once after a restart.
int csockets_reuse_address(int socket);
/// The system deals what arrives out among the sockets with the same address.
int csockets_share_port(int socket);
/// Each datagram comes with the address that it was sent to, and the interface that it came by.
int csockets_want_destination(int socket, int version);
/// An IPv6 socket hears IPv4 too, or not.
int csockets_hear_version_4(int socket, bool hears);
int csockets_send_without_delay(int socket);
int csockets_allow_broadcast(int socket);
/// Asks for a receive buffer, past the system's limit where that is allowed; gives the bytes had.
int csockets_set_receive_buffer(int socket, int bytes);
/// Joins or leaves an IPv4 group on an interface, given by its index, or where that is 0, by an
/// address of it. Both in host order.
int csockets_join(int socket, uint32_t group, uint32_t interface, uint32_t address);
int csockets_leave(int socket, uint32_t group, uint32_t interface, uint32_t address);
/// What the socket multicasts goes out of an interface, given as above, and to this host too.
int csockets_multicast_from(int socket, uint32_t interface, uint32_t address);

/// A datagram in an inbox, until the inbox receives again.
struct csockets_datagram {
  const uint8_t *bytes;
  size_t length;
  /// It was longer than the inbox's slots; only its beginning is here.
  bool is_truncated;
  struct csockets_endpoint source;
  /// Where it was sent to, and at which address of this host that arrived. Version 0: not known.
  struct csockets_endpoint destination;
  struct csockets_endpoint local;
  uint32_t interface;
};

/// Room for some datagrams that are received by one call.
struct csockets_inbox;
/// Null if there is no memory.
struct csockets_inbox *csockets_inbox_create(unsigned slots, unsigned slot_size);
void csockets_inbox_destroy(struct csockets_inbox *inbox);
/// How many datagrams were received; 0 if none is waiting.
int csockets_inbox_receive(struct csockets_inbox *inbox, int socket);
/// The datagram in a slot; `slot` is less than what was received last.
struct csockets_datagram csockets_inbox_datagram(const struct csockets_inbox *inbox, unsigned slot);

/// Datagrams that are sent by one call.
struct csockets_outbox;
/// Null if there is no memory.
struct csockets_outbox *csockets_outbox_create(unsigned slots, unsigned slot_size);
void csockets_outbox_destroy(struct csockets_outbox *outbox);
/// Copies two pieces into the next slot. False if no slot is free or the pieces are too long.
bool csockets_outbox_add(
  struct csockets_outbox *outbox, const void *first, size_t first_length, const void *second,
  size_t second_length, const struct csockets_endpoint *destination);
/// Sends what is there and empties the outbox; what cannot be sent is lost. Gives how many were
/// sent.
int csockets_outbox_flush(struct csockets_outbox *outbox, int socket);

/// Sends two pieces as one datagram, or as much of them as a connection takes, without a signal.
/// A null destination is where the socket is connected to. Gives the bytes sent.
long csockets_send(
  int socket, const void *first, size_t first_length, const void *second, size_t second_length,
  const struct csockets_endpoint *destination);
/// Gives the bytes received; 0 is the end of a connection.
long csockets_receive(int socket, void *buffer, size_t size);
/// Receives one datagram; gives its length, or more than `size` if it did not fit.
long csockets_receive_from(
  int socket, void *buffer, size_t size, struct csockets_endpoint *source);

/// What a poller found.
struct csockets_ready {
  uint64_t token;
  bool can_read;
  bool can_write;
  /// The other side is gone, or the socket has an error.
  bool is_broken;
};

/// Waits for descriptors: epoll on Linux, poll elsewhere.
struct csockets_poller;
/// Null, with errno set, if the system has no more of them.
struct csockets_poller *csockets_poller_create(void);
void csockets_poller_destroy(struct csockets_poller *poller);
int csockets_poller_add(
  struct csockets_poller *poller, int descriptor, uint64_t token, bool reads, bool writes);
int csockets_poller_change(
  struct csockets_poller *poller, int descriptor, uint64_t token, bool reads, bool writes);
int csockets_poller_remove(struct csockets_poller *poller, int descriptor);
/// Waits so many milliseconds, for ever if negative. Gives how many are ready; 0 also when a
/// signal came.
int csockets_poller_wait(
  struct csockets_poller *poller, struct csockets_ready *ready, int size, int milliseconds);

/// A pipe that wakes a poller: both ends do not block. `ends` are the reading and the writing one.
int csockets_pipe(int ends[2]);
/// Writes one byte; a full pipe is as good.
void csockets_pipe_ring(int descriptor);
/// Takes all bytes; gives the last one, or -1 if there was none.
int csockets_pipe_drain(int descriptor);

/// From now on SIGINT, SIGTERM and SIGHUP write their number into a pipe, and SIGPIPE is ignored.
/// Gives the pipe's reading end.
int csockets_catch_signals(void);
/// Takes the next signal's number from that pipe; 0 if none is waiting.
int csockets_next_signal(int descriptor);

/// An address of a network interface.
struct csockets_interface {
  char name[32];
  uint32_t index;
  bool is_up;
  bool is_loopback;
  bool can_multicast;
  struct csockets_endpoint address;
  int prefix_length;
};

/// Fills `found` with the addresses of all interfaces; gives how many there are, which may be more
/// than `size`.
int csockets_interfaces(struct csockets_interface *found, int size);

/// Nanoseconds of a clock that only goes forward.
uint64_t csockets_monotonic_time(void);
/// Nanoseconds since 1970, UTC.
uint64_t csockets_wall_time(void);
/// Raises the limit of open descriptors as far as is allowed; gives the limit.
long csockets_raise_descriptor_limit(void);
/// The processor time that this process has used, in nanoseconds.
uint64_t csockets_processor_time(void);

#endif

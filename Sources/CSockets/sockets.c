#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "endpoint.h"

static int result(int value) { return value < 0 ? -errno : value; }

static int set_option(int socket, int level, int name, int value) {
  return result(setsockopt(socket, level, name, &value, sizeof value));
}

#ifndef __linux__
static int without_blocking(int descriptor) {
  if (descriptor < 0) return -errno;
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
#ifdef SO_NOSIGPIPE
  set_option(descriptor, SOL_SOCKET, SO_NOSIGPIPE, 1);
#endif
  return descriptor;
}
#endif

int csockets_open(enum csockets_kind kind, int version) {
  int family = version == 6 ? AF_INET6 : AF_INET;
  int type = kind == csockets_stream_socket ? SOCK_STREAM : SOCK_DGRAM;
#ifdef __linux__
  return result(socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
#else
  return without_blocking(socket(family, type, 0));
#endif
}

int csockets_bind(int socket, const struct csockets_endpoint *address) {
  struct sockaddr_storage system;
  socklen_t length = csockets_to_system(address, &system);
  return result(bind(socket, (struct sockaddr *)&system, length));
}

int csockets_connect(int socket, const struct csockets_endpoint *address) {
  struct sockaddr_storage system;
  socklen_t length = csockets_to_system(address, &system);
  int code = result(connect(socket, (struct sockaddr *)&system, length));
  return code == -EINPROGRESS ? 0 : code;
}

int csockets_listen(int socket, int backlog) { return result(listen(socket, backlog)); }

int csockets_accept(int socket, struct csockets_endpoint *peer) {
  struct sockaddr_storage system;
  socklen_t length = sizeof system;
#ifdef __linux__
  int connection =
    accept4(socket, (struct sockaddr *)&system, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (connection < 0) return -errno;
#else
  int connection = without_blocking(accept(socket, (struct sockaddr *)&system, &length));
  if (connection < 0) return connection;
#endif
  *peer = csockets_from_system((struct sockaddr *)&system);
  return connection;
}

int csockets_local_address(int socket, struct csockets_endpoint *address) {
  struct sockaddr_storage system;
  socklen_t length = sizeof system;
  int code = result(getsockname(socket, (struct sockaddr *)&system, &length));
  if (code == 0) *address = csockets_from_system((struct sockaddr *)&system);
  return code;
}

int csockets_pending_error(int socket) {
  int code = 0;
  socklen_t length = sizeof code;
  if (getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &length) < 0) return errno;
  return code;
}

void csockets_shut_down_sending(int socket) { shutdown(socket, SHUT_WR); }

void csockets_close(int descriptor) { close(descriptor); }

int csockets_share_address(int socket) {
  int code = set_option(socket, SOL_SOCKET, SO_REUSEADDR, 1);
#ifndef __linux__
  // Elsewhere only this lets several sockets hear one group.
  if (code == 0) code = set_option(socket, SOL_SOCKET, SO_REUSEPORT, 1);
#endif
  return code;
}

int csockets_reuse_address(int socket) { return set_option(socket, SOL_SOCKET, SO_REUSEADDR, 1); }

int csockets_share_port(int socket) { return set_option(socket, SOL_SOCKET, SO_REUSEPORT, 1); }

int csockets_want_destination(int socket, int version) {
  if (version == 6) return set_option(socket, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
#ifdef __linux__
  return set_option(socket, IPPROTO_IP, IP_PKTINFO, 1);
#else
  return set_option(socket, IPPROTO_IP, IP_RECVPKTINFO, 1);
#endif
}

int csockets_hear_version_4(int socket, bool hears) {
  return set_option(socket, IPPROTO_IPV6, IPV6_V6ONLY, hears ? 0 : 1);
}

int csockets_send_without_delay(int socket) {
  return set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
}

int csockets_allow_broadcast(int socket) { return set_option(socket, SOL_SOCKET, SO_BROADCAST, 1); }

int csockets_set_receive_buffer(int socket, int bytes) {
#ifdef SO_RCVBUFFORCE
  if (set_option(socket, SOL_SOCKET, SO_RCVBUFFORCE, bytes) < 0)
#endif
    set_option(socket, SOL_SOCKET, SO_RCVBUF, bytes);
  int had = 0;
  socklen_t length = sizeof had;
  if (getsockopt(socket, SOL_SOCKET, SO_RCVBUF, &had, &length) < 0) return -errno;
#ifdef __linux__
  // Linux counts its own bookkeeping: it says twice what was asked for.
  had /= 2;
#endif
  return had;
}

static int membership(
  int socket, int option, uint32_t group, uint32_t interface, uint32_t address
) {
  struct ip_mreqn request = {
    .imr_multiaddr.s_addr = htonl(group),
    .imr_address.s_addr = interface ? 0 : htonl(address),
    .imr_ifindex = (int)interface};
  return result(setsockopt(socket, IPPROTO_IP, option, &request, sizeof request));
}

int csockets_join(int socket, uint32_t group, uint32_t interface, uint32_t address) {
  return membership(socket, IP_ADD_MEMBERSHIP, group, interface, address);
}

int csockets_leave(int socket, uint32_t group, uint32_t interface, uint32_t address) {
  return membership(socket, IP_DROP_MEMBERSHIP, group, interface, address);
}

int csockets_multicast_from(int socket, uint32_t interface, uint32_t address) {
  int code = membership(socket, IP_MULTICAST_IF, 0, interface, address);
  if (code < 0) return code;
  return set_option(socket, IPPROTO_IP, IP_MULTICAST_LOOP, 1);
}

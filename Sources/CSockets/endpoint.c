#include "endpoint.h"

#include <arpa/inet.h>
#include <string.h>

static void put_bytes(uint64_t value, uint8_t *bytes) {
  for (int index = 7; index >= 0; index--, value >>= 8) bytes[index] = (uint8_t)value;
}

static uint64_t get_bytes(const uint8_t *bytes) {
  uint64_t value = 0;
  for (int index = 0; index < 8; index++) value = value << 8 | bytes[index];
  return value;
}

socklen_t csockets_to_system(
  const struct csockets_endpoint *endpoint, struct sockaddr_storage *address
) {
  memset(address, 0, sizeof *address);
  if (endpoint->version == 4) {
    struct sockaddr_in *version_4 = (struct sockaddr_in *)address;
    version_4->sin_family = AF_INET;
    version_4->sin_port = htons(endpoint->port);
    version_4->sin_addr.s_addr = htonl((uint32_t)endpoint->lower);
    return sizeof *version_4;
  }
  if (endpoint->version == 6) {
    struct sockaddr_in6 *version_6 = (struct sockaddr_in6 *)address;
    version_6->sin6_family = AF_INET6;
    version_6->sin6_port = htons(endpoint->port);
    version_6->sin6_scope_id = endpoint->scope;
    put_bytes(endpoint->upper, version_6->sin6_addr.s6_addr);
    put_bytes(endpoint->lower, version_6->sin6_addr.s6_addr + 8);
    return sizeof *version_6;
  }
  return 0;
}

struct csockets_endpoint csockets_from_in_addr(struct in_addr address) {
  struct csockets_endpoint endpoint = {.version = 4, .lower = ntohl(address.s_addr)};
  return endpoint;
}

struct csockets_endpoint csockets_from_in6_addr(const struct in6_addr *address) {
  struct csockets_endpoint endpoint = {
    .version = 6, .upper = get_bytes(address->s6_addr), .lower = get_bytes(address->s6_addr + 8)};
  return endpoint;
}

struct csockets_endpoint csockets_from_system(const struct sockaddr *address) {
  struct csockets_endpoint endpoint = {0};
  if (address && address->sa_family == AF_INET) {
    const struct sockaddr_in *version_4 = (const struct sockaddr_in *)address;
    endpoint = csockets_from_in_addr(version_4->sin_addr);
    endpoint.port = ntohs(version_4->sin_port);
  } else if (address && address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *version_6 = (const struct sockaddr_in6 *)address;
    endpoint = csockets_from_in6_addr(&version_6->sin6_addr);
    endpoint.port = ntohs(version_6->sin6_port);
    endpoint.scope = version_6->sin6_scope_id;
  }
  return endpoint;
}

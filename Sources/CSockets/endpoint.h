#ifndef CSOCKETS_ENDPOINT_H
#define CSOCKETS_ENDPOINT_H

#include <netinet/in.h>
#include <sys/socket.h>

#include "csockets.h"

/// The system's form of an endpoint; gives its length, 0 if it has no address.
socklen_t csockets_to_system(
  const struct csockets_endpoint *endpoint, struct sockaddr_storage *address);
/// An endpoint of version 0 for an address of another kind.
struct csockets_endpoint csockets_from_system(const struct sockaddr *address);
struct csockets_endpoint csockets_from_in_addr(struct in_addr address);
struct csockets_endpoint csockets_from_in6_addr(const struct in6_addr *address);

#endif

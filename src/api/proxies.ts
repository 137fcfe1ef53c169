// Whose word is taken for where a request comes from? Only that of a proxy that was announced, and only of its own neighbour:
// what stands further back in X-Forwarded-For was written by whoever asked.

import { BlockList, isIP } from "node:net";

/** Loopback, and the private networks of RFC 1918 and RFC 4193: no address of them comes from outside. */
const NEAR: readonly (readonly [network: string, bits: number])[] = [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["::1", 128],
  ["fc00::", 7],
];

const near = new BlockList();
for (const [network, bits] of NEAR) near.addSubnet(network, bits, isIP(network) === 4 ? "ipv4" : "ipv6");

/** Whether a connection from this address may be that of a proxy: from this machine or a network of one's own. */
export function isNear(address: string | undefined): boolean {
  const family = isIP(address ?? "");
  return address !== undefined && family !== 0 && near.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** For Fastify's `trustProxy`: hop 0 is the connection itself, and the last address that its proxy noted is the client's. */
export const trustsProxy = (address: string, hop: number): boolean => hop === 0 && isNear(address);

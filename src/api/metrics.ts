// What does the server do, in numbers that Prometheus reads? One registry per server, so that two servers in one process
// (as in tests) do not add up.

import type { FastifyInstance } from "fastify";
import { Gauge, Histogram, Registry } from "prom-client";
import { API_PREFIX } from "./contract.ts";
import type { Desk } from "./desk.ts";

/** Adds GET /api/v1/metrics and counts every request by method, route and status. */
export function addMetrics(app: FastifyInstance, desk: Desk): void {
  const registers = [new Registry()];
  const requests = new Histogram({
    name: "kopru_http_request_seconds",
    help: "Time from request to answer",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const information = new Gauge({
    name: "kopru_dataset_info",
    help: "1, labelled with the dataset that is loaded",
    labelNames: ["id", "version", "hash"],
    registers,
  });
  information.set({ id: desk.base.id, version: desk.base.version, hash: desk.base.hash }, 1);
  new Gauge({
    name: "kopru_overlays",
    help: "Overlays kept in memory",
    registers,
    collect() {
      this.set(desk.shelf.count());
    },
  });
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Resident memory",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: "process_uptime_seconds",
    help: "Seconds since the process started",
    registers,
    collect() {
      this.set(process.uptime());
    },
  });
  app.addHook("onResponse", (request, reply, done) => {
    // The pattern and not the address: addresses are without number.
    const route = request.routeOptions.url ?? "unknown";
    requests.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    done();
  });
  app.get(`${API_PREFIX}/metrics`, { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registers[0].contentType).send(await registers[0].metrics()),
  );
}

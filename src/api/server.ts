// The HTTP server: puts together the contract's routes, security headers, limits, docs and the web app. It does not read
// the dataset or the clock of its own: both are given.

import compress from "@fastify/compress";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { pino } from "pino";
import { z } from "zod";
import type { DatasetInput, LoadedDataset } from "../data/index.ts";
import type { RunKind } from "../jobs/index.ts";
import { usualWorkers } from "../jobs/index.ts";
import { InvalidInput } from "../model/problem.ts";
import type { Reservation } from "../store/index.ts";
import { parseInput } from "../wire/problems.ts";
import "../wire/schemas.ts";
import { API_PREFIX } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { handleBrokenConnection, handleError } from "./errors.ts";
import { createKeeping, type Keeping } from "./keeping.ts";
import { addLimits, httpLimits, type TimeLimits, USUAL_TIMES } from "./limits.ts";
import { addMetrics } from "./metrics.ts";
import { createOverlayShelf } from "./overlay-shelf.ts";
import { isNear, trustsProxy } from "./proxies.ts";
import { addJsonParser } from "./read-json.ts";
import { dataRoutes } from "./routes/data.ts";
import { overlayRoutes } from "./routes/overlays.ts";
import { planRoutes } from "./routes/plan.ts";
import { runEventRoutes } from "./routes/run-events.ts";
import { runReplayRoutes } from "./routes/run-replay.ts";
import { runRoutes } from "./routes/runs.ts";
import { scenarioRoutes } from "./routes/scenarios.ts";
import { serverRoutes } from "./routes/server.ts";
import { sourceRoutes } from "./routes/sources.ts";
import { tokenRoutes } from "./routes/tokens.ts";
import { workRoutes } from "./routes/work.ts";
import { refuseOtherSites } from "./same-origin.ts";
import { createScenarioShelf } from "./scenario-shelf.ts";
import { createTurns } from "./turns.ts";
import { createWaitsShelf } from "./waits-shelf.ts";
import { addWebApp } from "./web-app.ts";

export interface ServerOptions {
  readonly dataset: LoadedDataset;
  /** Where the dataset came from, to lay overlays over it. */
  readonly input: DatasetInput;
  readonly programVersion: string;
  /** Folder of the built web app; the API answers alone without it. */
  readonly webFolder?: string;
  /** Requests per minute from one address; 0 switches the limit off. */
  readonly requestsPerMinute?: number;
  /** Names (without port) under which it may be asked; any name when left out. */
  readonly hostNames?: readonly string[];
  /** A proxy on this machine or a private network passes requests on and says from where (X-Forwarded-For). */
  readonly isBehindProxy?: boolean;
  /** Where scenarios and runs are kept, opened when first needed; nothing is kept when left out. The caller releases it. */
  readonly store?: Reservation;
  /** Folder of the scenarios that come with the dataset. */
  readonly scenarioFolder?: string;
  /** Runs that are worked on at a time; 0 to look only. */
  readonly workers?: number;
  /** Module that exports `kinds` of runs; the program's own when left out. */
  readonly kindsModule?: string;
  /** One line per request instead of warnings only. */
  readonly verbose?: boolean;
  /** What `kopru token` shows to be let in; tokens are not made over HTTP when left out. */
  readonly adminSecret?: string;
  /** How long clients may take, where other than usual. */
  readonly times?: Partial<TimeLimits>;
  /** Milliseconds that never go back; the process's clock when left out. */
  readonly now?: () => number;
}

const BODY_LIMIT_BYTES = 1_000_000;
const USUAL_REQUESTS_PER_MINUTE = 3000;

/** A server that is ready to listen or to be asked with `inject`; the caller closes it. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const now = options.now ?? (() => performance.now());
  const app = createApp(options, { ...USUAL_TIMES, ...options.times });
  addLimits(app, options.isBehindProxy === true ? isNear : () => false);
  const keeping = await createKeepingOf(options, (error) => app.log.error({ err: error }, "in the background"));
  const desk: Desk = {
    base: options.dataset,
    keeping,
    scenarios: createScenarioShelf(options.dataset, options.scenarioFolder, keeping),
    input: options.input,
    shelf: createOverlayShelf(now),
    turns: createTurns(),
    waits: createWaitsShelf(keeping),
    programVersion: options.programVersion,
    ...(options.adminSecret === undefined ? {} : { adminSecret: options.adminSecret }),
    now,
  };
  if (options.hostNames) refuseOtherHosts(app, options.hostNames);
  refuseOtherSites(app);
  await addProtection(app, options.requestsPerMinute ?? USUAL_REQUESTS_PER_MINUTE);
  await addDocs(app, options.programVersion);
  addMetrics(app, desk);
  await app.register(
    async (api) => {
      for (const addRoutes of ROUTES) addRoutes(api, desk);
    },
    { prefix: API_PREFIX },
  );
  await addWebApp(app, options.webFolder);
  app.addHook("onListen", (done) => {
    keeping.openSoon();
    done();
  });
  app.addHook("onClose", () => keeping.close());
  await app.ready();
  return app;
}

const ROUTES = [
  serverRoutes,
  dataRoutes,
  sourceRoutes,
  planRoutes,
  overlayRoutes,
  scenarioRoutes,
  runRoutes,
  runEventRoutes,
  runReplayRoutes,
  workRoutes,
  tokenRoutes,
];

async function createKeepingOf(options: ServerOptions, onError: (error: unknown) => void): Promise<Keeping> {
  const { input, programVersion, workers = usualWorkers(), kindsModule = KINDS_MODULE } = options;
  const { kinds } = (await import(kindsModule)) as { readonly kinds: readonly RunKind[] };
  return createKeeping(options.store, { input, programVersion, kinds, kindsModule, workers, onError });
}

const KINDS_MODULE = new URL("../jobs/kinds.ts", import.meta.url).href;

function createApp({ verbose = false, isBehindProxy = false }: ServerOptions, times: TimeLimits): FastifyInstance {
  const logger: FastifyBaseLogger = pino({ level: verbose ? "info" : "warn", base: null });
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: isBehindProxy ? trustsProxy : false,
    requestTimeout: times.requestMs,
    keepAliveTimeout: times.restMs,
    connectionTimeout: times.silentMs,
    http: httpLimits(times),
    handlerTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: handleError,
    clientErrorHandler: handleBrokenConnection,
    // A browser keeps connections open; a server that shuts down does not wait for them.
    forceCloseConnections: "idle",
  });
  app.setErrorHandler(handleError);
  app.setValidatorCompiler(({ schema }) => (input) => {
    try {
      // Bodies and queries are named by their fields alone, as in the documentation.
      return { value: parseInput(asZod(schema), input ?? {}) };
    } catch (error) {
      return { error: error instanceof Error ? error : new Error(String(error)) };
    }
  });
  // Answers are made by src/wire in the right form and tests check them; checking them again would cost milliseconds.
  app.setSerializerCompiler(() => JSON.stringify);
  addJsonParser(app);
  app.addHook("onResponse", (request, reply, done) => {
    const { method, url } = request;
    request.log.info(`${method} ${url} ${reply.statusCode} ${reply.elapsedTime.toFixed(1)} ms`);
    done();
  });
  return app;
}

/** Every schema comes from the contract; anything else is a bug of ours. */
function asZod(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new Error("a route's schema must be a Zod schema");
}

async function addProtection(app: FastifyInstance, requestsPerMinute: number): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
      },
    },
    // The server speaks plain HTTP on the user's own machine; whoever puts it behind TLS adds this there.
    strictTransportSecurity: false,
  });
  await app.register(compress, {
    threshold: 2048,
    encodings: ["br", "gzip", "identity"],
    brotliOptions: { params: BROTLI_FAST },
  });
  if (requestsPerMinute > 0) await app.register(rateLimit, { max: requestsPerMinute, timeWindow: 60_000 });
}

/**
 * A page of somebody else can make a browser ask this machine under a name of its own that it has pointed here (DNS
 * rebinding), and would then read the private rates of a server without a password. The name gives it away.
 */
function refuseOtherHosts(app: FastifyInstance, hostNames: readonly string[]): void {
  app.addHook("onRequest", (request, _reply, done) => {
    const asked = nameIn(request.headers.host ?? "");
    if (hostNames.includes(asked.toLowerCase())) return done();
    const message = `This server is for its own machine and is not called ${asked.slice(0, 60)}.`;
    const hint = `Ask for ${hostNames[0]}, or start it with --host 0.0.0.0 to let others in.`;
    done(new InvalidInput([{ code: "wrong-host", place: "Host", message, hint }]));
  });
}

/** Without the port. Never X-Forwarded-Host, which such a page could send along: a proxy passes the Host header on. */
const nameIn = (host: string): string =>
  host.startsWith("[") ? host.slice(0, host.indexOf("]") + 1) : host.split(":", 1)[0];

/** BROTLI_PARAM_QUALITY (1) 4: nearly gzip's speed and a better size. */
const BROTLI_FAST = { 1: 4 };

async function addDocs(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Kopru",
        version,
        description:
          "Plans freight over a corridor and its rivals, with sources and honest uncertainty. Every answer has a `status`: " +
          "`ok`, `none` (no way, and why) or `invalid` (with all problems at once).",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      tags: ["plan", "scenarios", "runs", "work", "data", "sources", "server"].map((name) => ({ name })),
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => dropUnusedParts(jsonSchemaTransformObject(document)),
  });
  await app.register(swaggerUi, {
    routePrefix: `${API_PREFIX}/docs`,
    staticCSP: false,
    uiConfig: { docExpansion: "list", defaultModelsExpandDepth: 0 },
  });
  app.get(`${API_PREFIX}/openapi.json`, { schema: { hide: true } }, async (_request, reply) =>
    reply.header("cache-control", "no-cache").serializer(JSON.stringify).send(app.swagger()),
  );
}

type OpenApiDocument = ReturnType<typeof jsonSchemaTransformObject>;

/** Each shared part is written out as input and as output; only those that something refers to stay. */
function dropUnusedParts(document: OpenApiDocument): OpenApiDocument {
  if (!("components" in document) || document.components?.schemas === undefined) return document;
  let schemas = document.components.schemas;
  for (;;) {
    const text = JSON.stringify({ ...document, components: { ...document.components, schemas } });
    const used = Object.entries(schemas).filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
    if (used.length === Object.keys(schemas).length) break;
    schemas = Object.fromEntries(used);
  }
  return { ...document, components: { ...document.components, schemas } } as OpenApiDocument;
}

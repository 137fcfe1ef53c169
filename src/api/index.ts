// What `kopru serve` and the tests may use of the API.

export { createServer, type ServerOptions } from "./server.ts";

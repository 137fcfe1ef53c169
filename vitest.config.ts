import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["node_modules/**", "test/browser/**"],
    isolate: false,
    // As src/store/steady-webassembly.ts, from the first module on.
    execArgv: ["--wasm-wrapper-tiering-budget=2147483647"],
    testTimeout: 60_000,
  },
});

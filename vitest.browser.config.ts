// Tests that need a real browser and the built web app; `npm test -- browser` builds it first.

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    // One browser at a time on a small machine; software WebGL is slow.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

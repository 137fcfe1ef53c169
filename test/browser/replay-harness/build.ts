// Builds the page of the replay's tests into a folder.

import path from "node:path";
import react from "@vitejs/plugin-react";
import { build } from "vite";

export async function buildHarness(outDir: string): Promise<void> {
  const root = import.meta.dirname;
  await build({
    configFile: false,
    root,
    publicDir: path.join(root, "../../../src/web/public"),
    base: "./",
    plugins: [react()],
    logLevel: "error",
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      chunkSizeWarningLimit: 2000,
      assetsInlineLimit: 0,
      minify: false,
    },
  });
}

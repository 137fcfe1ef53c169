// Builds the web app (root src/web) into dist/web and serves it in development with the API behind the same address.

import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const api = process.env.KOPRU_API ?? "http://127.0.0.1:8700";

export default defineConfig({
  root: here("src/web"),
  publicDir: here("src/web/public"),
  base: "./",
  plugins: [react()],
  build: {
    outDir: here("dist/web"),
    emptyOutDir: true,
    target: "es2022",
    // MapLibre alone is above the default limit of 500 kB; the size that counts is checked by scripts/bundle-size.mjs.
    chunkSizeWarningLimit: 1_200,
    assetsInlineLimit: 0,
  },
  server: {
    // Not all of /api: the app has a folder of that name. The API takes questions of its own pages only, so it is told it is one.
    proxy: { "/api/v1": { target: api, changeOrigin: true, headers: { origin: api } } },
  },
});

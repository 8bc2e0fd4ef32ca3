// Builds what the pages load into milepost/ui/static/build: hashed names, manifest, icon sprite,
// font slices, licences of what was bundled. The folder is replaced at once, never half written.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const FINAL = resolve(HERE, "../milepost/ui/static/build");
const OUT = `${FINAL}.${process.pid}.new`;

const hashed = (name, bytes) => {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
};

/** One SVG file with a symbol per listed icon; a name Tabler does not have stops the build. */
async function sprite(names) {
  const symbols = await Promise.all(
    names.map(async (name) => {
      const file = join(HERE, "node_modules/@tabler/icons/icons/outline", `${name}.svg`);
      const svg = await readFile(file, "utf8");
      const inner = svg
        .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
        .replace(/\s+/g, " ")
        .replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "")
        .trim();
      return (
        `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" ` +
        `stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`
      );
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

/** The licence text of every package that contributed a byte, by the bundler's own record. */
async function licences(metafile, extra) {
  const packages = new Set(extra);
  for (const input of Object.keys(metafile.inputs)) {
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
    if (match) packages.add(match[1]);
  }
  const parts = [];
  for (const name of [...packages].sort()) {
    const folder = join(HERE, "node_modules", name);
    const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const entries = await readdir(folder, { withFileTypes: true });
    const files = entries.filter((e) => e.isFile() && /^(licen[cs]e|notice)/i.test(e.name)).map((e) => e.name);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    parts.push(`${name} ${about.version} (${about.license})\n\n${texts.join("\n\n").trim()}`);
  }
  return `${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** Compressed twins for text files, which the server hands out as they are. */
async function compress(folder) {
  for (const entry of await readdir(folder, { recursive: true })) {
    if (!/\.(js|css|svg|json)$/.test(entry)) continue;
    const path = join(folder, entry);
    const bytes = await readFile(path);
    await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    await writeFile(`${path}.br`, brotliCompressSync(bytes, { params }));
  }
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
const result = await build({
  absWorkingDir: HERE,
  entryPoints: ["src/app.ts", "src/theme.ts", "src/app.css", "src/print.css"],
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
  minify: true,
  legalComments: "none",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "fonts/[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "dataurl" },
  metafile: true,
  logLevel: "warning",
});

const files = {};
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (!output.entryPoint) continue;
  const plain = basename(output.entryPoint).replace(/\.ts$/, ".js");
  files[plain] = relative(OUT, resolve(HERE, path));
}
const icons = JSON.parse(await readFile(join(HERE, "icons.json"), "utf8"));
const drawn = {
  "icons.svg": await sprite(icons),
  "mark.svg": await readFile(join(HERE, "src/mark.svg")),
};
for (const [name, bytes] of Object.entries(drawn)) {
  files[name] = hashed(name, bytes);
  await writeFile(join(OUT, files[name]), bytes);
}
// The printable book is set by a program that knows no font slices: it gets one whole file each for both scripts.
const PRINT = { "noto-sans-sc-print.woff2": "chinese-simplified", "noto-sans-latin-print.woff2": "latin" };
for (const [name, script] of Object.entries(PRINT)) {
  const file = `node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-${script}-400-normal.woff2`;
  await copyFile(join(HERE, file), join(OUT, "fonts", name));
}
await writeFile(join(OUT, "manifest.json"), JSON.stringify({ files, icons }, null, 1));
await writeFile(
  join(OUT, "THIRD-PARTY-LICENSES.txt"),
  await licences(result.metafile, ["@tabler/icons", "@fontsource/noto-sans-sc"]),
);
await compress(OUT);
const old = `${FINAL}.${process.pid}.old`;
await rename(FINAL, old).catch((error) => {
  if (error.code !== "ENOENT") throw error;
});
await rename(OUT, FINAL);
await rm(old, { recursive: true, force: true });

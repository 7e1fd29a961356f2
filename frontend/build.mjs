// Builds everything the pages load from the design system into kretslop/web/static/vendor/; needs no network.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const work = join(modules, ".cache", "kretslop");
const vendor = join(here, "..", "kretslop", "web", "static", "vendor");

function designsystemet(...words) {
  const command = join(modules, "@digdir", "designsystemet", "dist", "bin", "designsystemet.js");
  execFileSync(process.execPath, [command, ...words], { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
}

function theme() {
  designsystemet("tokens", "create", "--clean");
  designsystemet("tokens", "build", "--clean", "--tokens", join(work, "design-tokens"), "--out-dir", join(work, "theme"));
  cpSync(join(work, "theme", "kretslop.css"), join(vendor, "theme.css"));
}

// The theme asks for "Inter"; the font package calls its variable cut "Inter Variable".
function font() {
  const source = join(modules, "@fontsource-variable", "inter");
  const css = readFileSync(join(source, "index.css"), "utf8")
    .replaceAll("'Inter Variable'", "Inter")
    .replaceAll("./files/", "inter/");
  writeFileSync(join(vendor, "inter.css"), css);
  mkdirSync(join(vendor, "inter"), { recursive: true });
  for (const file of readdirSync(join(source, "files")).filter((name) => name.endsWith("-wght-normal.woff2"))) {
    cpSync(join(source, "files", file), join(vendor, "inter", file));
  }
}

async function designSystem() {
  await build({
    absWorkingDir: here,
    entryPoints: ["designsystemet.js"],
    outdir: vendor,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "eof",
    logLevel: "warning",
  });
  await build({
    absWorkingDir: here,
    entryPoints: { "designsystemet-styles": "@digdir/designsystemet-css" },
    outdir: vendor,
    bundle: true,
    minify: true,
    logLevel: "warning",
  });
}

// The proof of work of public forms: the build without anything inline, its worker as a file of its own.
async function proofOfWork() {
  await build({
    absWorkingDir: here,
    entryPoints: { altcha: "altcha.js", "altcha-worker": "altcha/workers/pbkdf2", "altcha-styles": "altcha/altcha.css" },
    outdir: vendor,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "eof",
    logLevel: "warning",
  });
}

rmSync(vendor, { recursive: true, force: true });
mkdirSync(vendor, { recursive: true });
theme();
font();
await designSystem();
await proofOfWork();

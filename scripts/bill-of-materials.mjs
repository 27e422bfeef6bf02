// The CycloneDX bill of materials: what users install with this package. npm makes it from package-lock.json.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { must } from "./two-builds.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const read = (file) => JSON.parse(readFileSync(join(root, file), "utf8"));

/**
 * npm's own `--omit dev` leaves out each package that another one names among its development dependencies, axios and ws among
 * them (npm 11.19). So npm gets a package without them.
 */
const withoutDevelopment = () => {
  const manifest = { ...read("package.json"), devDependencies: {} };
  const lock = read("package-lock.json");
  const own = { ...lock.packages[""], devDependencies: {} };
  const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== "" && !dev);
  return { manifest, lock: { ...lock, packages: { ...Object.fromEntries(shipped), "": own } } };
};

/** As a UUID: the same tarball has the same bill. */
const uuidOf = (sha256) =>
  `${sha256.slice(0, 8)}-${sha256.slice(8, 12)}-8${sha256.slice(13, 16)}-8${sha256.slice(17, 20)}-${sha256.slice(20, 32)}`;

/** Of the tarball with this hash, committed at this time (ISO 8601): in place of npm's name of the folder, its time and a random number. */
export const billOf = ({ sha256, committedAt }) => {
  const { manifest, lock } = withoutDevelopment();
  const folder = mkdtempSync(join(tmpdir(), "genesys-bill-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
    const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
    const bill = JSON.parse(must("npm", args, { cwd: folder }));
    const hashes = [{ alg: "SHA-256", content: sha256 }];
    const component = { ...bill.metadata.component, name: manifest.name, hashes };
    return {
      ...bill,
      serialNumber: `urn:uuid:${uuidOf(sha256)}`,
      metadata: { ...bill.metadata, timestamp: committedAt, component },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

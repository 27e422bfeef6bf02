// npm run catalogue: writes the data files of nodes/lib/facts from the installed SDK and the facts of scripts/facts.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildCatalogue } from "./catalogue-build";
import { sdkVersion } from "./catalogue-sdk";

const FACTS = join(__dirname, "../nodes/lib/facts");
rmSync(join(FACTS, "platform"), { recursive: true, force: true });
mkdirSync(join(FACTS, "platform"));
for (const [file, text] of Object.entries(buildCatalogue())) {
  writeFileSync(join(FACTS, file), text);
  console.log(`${file}: ${text.split("\n").length - 3} entries, ${Math.ceil(text.length / 1024)} KB`);
}
console.log(`from purecloud-platform-client-v2 ${sdkVersion()}`);

// tsx test/support/install-for-all.ts <folder>: packs the package and installs it there, once for all suites of a run.
import { packAndInstall } from "./package";

const [folder = ""] = process.argv.slice(2);
void packAndInstall(folder);

// tsx test/support/install-for-all.ts <folder>: packs the package and installs it there, once for all suites of a run.
import { install, pack } from "./package";

const [folder = ""] = process.argv.slice(2);
void pack(folder).then(({ tarball }) => install(folder, tarball));

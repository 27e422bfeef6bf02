import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { pathComplaint, asPath } from "../../nodes/lib/node/http-in/path";
import { ROOT } from "../support/dialogs";

interface Node {
  id: string;
  type?: string;
  path?: string;
  method?: string;
  d?: boolean;
}
interface Offered {
  endpointPath(node: Node, value: unknown): true | string;
  publicUrl(value: unknown): true | string;
  endpointUrl(path: unknown, address?: unknown): string;
}

/** The script of the dialog, with an editor that has these nodes and this root, at this address. */
const openEditor = ({ nodes = [] as Node[], root = "/", origin = "http://red:1880" } = {}) => {
  const window = { genesysCloud: {} as Offered, location: { origin } };
  const RED = {
    _: (key: string) => key,
    settings: { httpNodeRoot: root },
    nodes: { eachNode: (visit: (node: Node) => void) => nodes.forEach(visit) },
  };
  const page = createContext({ RED, window, console });
  for (const name of ["words", "checks", "endpoint"])
    runInContext(readFileSync(join(ROOT, "nodes/lib/editor", `${name}.js`), "utf8"), page);
  return window.genesysCloud;
};

const OWN = { id: "own" };
const TYPE = "genesys-open-message-in";

describe("the dialog of an endpoint", () => {
  it("shows the URL below the root of Node-RED", () => {
    assert.equal(openEditor().endpointUrl("/in"), "http://red:1880/in");
    assert.equal(openEditor({ root: "/flows/" }).endpointUrl("in"), "http://red:1880/flows/in");
    assert.equal(openEditor({ root: undefined }).endpointUrl("/in/"), "http://red:1880/in");
  });

  it("shows it behind a proxy, with the prefix that this has", () => {
    const { endpointUrl } = openEditor({ root: "/flows" });
    assert.equal(endpointUrl("/in", "https://x.example/team/"), "https://x.example/team/in");
    assert.equal(endpointUrl("/in", "  "), "http://red:1880/flows/in");
  });

  it("accepts the paths that the runtime accepts, and a variable", () => {
    const { endpointPath } = openEditor();
    for (const path of ["/in", "in", "/a/b-c_d.e~f/", "", "/", "/:id", "/a b", "/a/../b", "/ä", "/a?b"])
      assert.equal(
        endpointPath(OWN, path) === true,
        pathComplaint(asPath(path)) === undefined,
        `${path}: ${String(endpointPath(OWN, path))}`,
      );
    assert.equal(endpointPath(OWN, "${PATH_OF_CHAT}"), true);
  });

  it("marks a path that another node has, whatever its case, but not its own and not that of a disabled node", () => {
    const nodes: Node[] = [
      { id: "own", type: TYPE, path: "/mine" },
      { id: "other", type: TYPE, path: "IN/" },
      { id: "request", type: "genesys-request-in", path: "/data" },
      { id: "off", type: TYPE, path: "/off", d: true },
      { id: "core", type: "http in", path: "/core" },
    ];
    const { endpointPath } = openEditor({ nodes });
    for (const path of ["/in", "/data"]) assert.match(String(endpointPath(OWN, path)), /invalid\.pathTaken/);
    for (const path of ["/mine", "/off", "/core"]) assert.equal(endpointPath(OWN, path), true);
  });

  it("allows two requests on one path by different methods", () => {
    const type = "genesys-request-in";
    const { endpointPath } = openEditor({ nodes: [{ id: "other", type, path: "/in", method: "GET" }] });
    assert.equal(endpointPath(OWN, "/in"), true);
    assert.equal(endpointPath({ ...OWN, type, method: "POST" }, "/in"), true);
    assert.match(String(endpointPath({ ...OWN, type, method: "GET" }, "/in")), /invalid\.pathTaken/);
  });

  it("takes the address of a proxy, without a query", () => {
    const { publicUrl } = openEditor();
    for (const address of ["", "https://x.example", "http://10.0.0.1:8080/team/", "${ADDRESS}"])
      assert.equal(publicUrl(address), true, address);
    for (const address of ["x.example", "ftp://x.example", "https://x.example/?a=b", "https://x.example#a"])
      assert.match(String(publicUrl(address)), /invalid\.publicUrl/, address);
  });
});

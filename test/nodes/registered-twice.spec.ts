import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join, sep } from "node:path";
import type { NodeAPI } from "node-red";
import { adminOf, type Admin } from "../support/admin";
import { ROOT } from "../support/dialogs";
import { types } from "../support/package";
import { run, type Running } from "../support/servers";

const load = createRequire(__filename);

interface Layer {
  route?: { path: string };
}
interface App {
  (...asked: unknown[]): void;
  use(step: unknown): void;
  router?: { stack: Layer[] };
  _router?: { stack: Layer[] };
}

type Register = (RED: NodeAPI) => void;
const registerAll = (): Register[] => types.map((type) => load(join(ROOT, "nodes", type)) as Register);

/** What Node-RED's palette manager does not do, but a newer version, or a restart of the module loader, may: all files are loaded again. */
const reload = (): Register[] => {
  const own = Object.keys(load.cache).filter((file) => file.startsWith(join(ROOT, "nodes") + sep));
  const before = own.map((file) => [file, load.cache[file]] as const);
  for (const file of own) Reflect.deleteProperty(load.cache, file);
  const fresh = registerAll();
  for (const [file, module] of before) load.cache[file] = module; // for the specs after this one
  return fresh;
};

/** As much of a running Node-RED as a package registers with; the web server is the real one. */
const createHost = () => {
  const nodeRed = createRequire(load.resolve(process.env.NR ?? "node-red"));
  const express = nodeRed("express") as { (): App; json(): unknown };
  const app = express();
  app.use(express.json());
  const events = new EventEmitter();
  const registered: string[] = [];
  const credentials = new Map<string, object>();
  const api = () => ({
    settings: {},
    httpAdmin: app,
    events,
    log: { error: assert.fail, warn: () => undefined },
    auth: { needsPermission: () => (_asked: unknown, _reply: unknown, next: () => void) => next() },
    util: {},
    nodes: {
      registerType: (type: string) => {
        if (registered.includes(type)) throw new Error(`${type} already registered`);
        registered.push(type);
      },
      getCredentials: (id: string) => credentials.get(id),
      addCredentials: (id: string, more: object) => Promise.resolve(void credentials.set(id, more)),
      getNode: () => null,
      eachNode: () => undefined,
    },
  });
  return {
    app,
    events,
    /** Node-RED hands each module an object of its own. */
    register: (modules: Register[]) => {
      registered.length = 0; // the palette manager has removed the types
      for (const module of modules) module(api() as unknown as NodeAPI);
    },
    /** Also those that no route has. */
    layers: () => (app._router ?? app.router)?.stack.length,
    routes: () => (app._router ?? app.router)?.stack.flatMap(({ route }) => route?.path ?? []).sort() ?? [],
  };
};

describe("a package that registers again in the same Node-RED", function () {
  this.timeout(120_000); // every file is compiled again
  let host: ReturnType<typeof createHost>;
  let server: Running;
  let admin: Admin;
  beforeEach(async () => {
    host = createHost();
    const { createServer } = await import("node:http");
    const http = createServer((asked, reply) => host.app(asked, reply));
    server = await run(http);
    admin = adminOf(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
  });
  afterEach(() => server.close());

  for (const [how, again] of [
    ["from the files as they were loaded", registerAll],
    ["from files that were loaded again", reload],
  ] as const)
    describe(how, () => {
      it("opens each route once, and listens to nothing twice", async () => {
        host.register(registerAll());
        await admin.get("genesys-cloud/regions"); // most routes are registered with the first request
        const layers = host.layers();
        const routes = host.routes();
        assert.ok(routes.length >= 10, routes.join(" "));
        assert.equal(new Set(routes).size, routes.length - 1, "sign-in is both read and written");
        const listeners = () =>
          host.events.eventNames().map((name) => [name, host.events.listenerCount(name)]);
        const before = listeners();
        for (let round = 0; round < 12; round += 1) host.register(again());
        await admin.get("genesys-cloud/regions");
        assert.deepEqual(host.routes(), routes);
        assert.equal(host.layers(), layers);
        assert.deepEqual(listeners(), before);
      });

      it("answers by every route, as the newest registration does", async () => {
        host.register(registerAll());
        host.register(again());
        const account = "genesys-cloud/account/a";
        const redirectUri = "http://127.0.0.1:1880/genesys-cloud/callback";
        const form = { region: "mypurecloud.ie", clientId: "c", redirectUri };
        const begun = await admin.post(`${account}/sign-in`, form);
        assert.equal(begun.body["ok"], true, begun.text);
        assert.deepEqual((await admin.get(`${account}/sign-in`)).body, { kind: "waiting" });
        const state = new URL(String(begun.body["url"])).searchParams.get("state") ?? "";
        const back = await admin.get(`genesys-cloud/callback?state=${state}&error=access_denied`);
        assert.equal(back.status, 400);
        assert.equal((await admin.get(`${account}/sign-in`)).body["kind"], "failed");
        for (const [path, said] of [
          ["genesys-cloud/regions", /mypurecloud/],
          ["genesys-cloud/operations", /getUsersMe/],
          ["genesys-cloud/operation?name=getUsersMe", /users\/me/],
        ] as const)
          assert.match((await admin.get(path)).text, said);
        for (const [path, body, said] of [
          [`${account}/lookup`, { kind: "queue" }, /Deploy the account first/],
          [`${account}/permissions`, {}, /notDeployed/],
          [`${account}/test`, { region: "" }, /region/],
          [`${account}/sign-out`, {}, /"ok":true/],
          ["genesys-cloud/preview", { type: "genesys-set-postflow" }, /postflowaction/],
          ["genesys-cloud/refusals", [{ type: "genesys-api" }], /\[null\]/],
        ] as const)
          assert.match((await admin.post(path, body)).text, said, path);
      });
    });

  it("takes bodies of JSON only, by every route that changes something or calls out", async () => {
    host.register(registerAll());
    const { port } = server;
    const posts = [
      ...["sign-in", "sign-out", "test", "lookup", "permissions"].map((one) => `account/a/${one}`),
    ];
    for (const path of posts)
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
      ]) {
        const url = `http://127.0.0.1:${port}/genesys-cloud/${path}`;
        const { status } = await fetch(url, {
          method: "POST",
          headers: { "content-type": type },
          body: "{}",
        });
        assert.equal(status, 415, `${path} ${type}`);
      }
  });
});

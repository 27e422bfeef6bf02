import dgram from "node:dgram";
import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { MEANT, type Hosts } from "./hosts";

/**
 * No test reaches another machine. Requests to stubbed hosts go to the stubs, those to the usual port of Node-RED to the Node-RED of the
 * test, and each other connection is refused.
 */
export interface Border {
  /** Ports of this machine that may be connected to. */
  allow(port: number): void;
  /** Where connections to the usual port of Node-RED go. */
  setOwnPort(port: number): void;
  setHosts(hosts: Hosts): void;
  /** Calls `onRefused` with each connection that was refused: its address, or its request. */
  onRefused(onRefused: (what: string) => void): void;
}

/** The port in addresses of a flow that calls its own endpoints. */
export const USUAL_PORT = 1880;

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/;

interface Wanted {
  protocol: string;
  /** With its port, where that is not the usual one. */
  host: string;
  path: string;
  method: string;
}

type Options = http.RequestOptions & { href?: string };
type Given = [url: string | URL | Options, ...more: unknown[]];

/** The options of a request, however it is written: `request(url, options)`, `request(options)`. */
const optionsOf = ([first, second]: Given): Options => {
  const rest = typeof second === "object" && second !== null ? (second as Options) : {};
  if (typeof first !== "string" && !(first instanceof URL)) return first;
  const { protocol, hostname, port, pathname, search } = new URL(first);
  const base = { protocol, hostname: hostname.replace(/^\[|\]$/g, ""), path: `${pathname}${search}` };
  return { ...base, ...(port !== "" && { port }), ...rest };
};

const wantedOf = (options: Options, usual: "http:" | "https:"): Wanted => {
  const { path = "/", method = "GET" } = options;
  const protocol = options.protocol ?? usual;
  const name = options.hostname ?? options.host ?? "localhost";
  const port = Number(options.port ?? (protocol === "https:" ? 443 : 80));
  const isUsual = port === (protocol === "https:" ? 443 : 80);
  return {
    protocol,
    host: isUsual ? name : `${name}:${port}`,
    path: path ?? "/",
    method: method.toUpperCase(),
  };
};

const refusal = (what: string): Error =>
  Object.assign(new Error(`The flow test refuses ${what}: there is no stub for this host.`), {
    code: "ENOTSTUBBED",
  });

/** Sends requests to stubbed hosts to the stubs. */
const turnRequests = (
  module: typeof http | typeof https,
  usual: "http:" | "https:",
  hosts: () => Hosts | undefined,
  last: (wanted: string) => void,
): void => {
  const { request } = module as typeof http;
  const plain = http.request;
  const turned = (...given: Given): http.ClientRequest => {
    const options = optionsOf(given);
    const wanted = wantedOf(options, usual);
    const stubs = hosts();
    if (stubs?.isStubbed(wanted.host) !== true) {
      last(`${wanted.method} ${wanted.protocol}//${wanted.host}${wanted.path}`);
      return request(...(given as [string]));
    }
    const callback = given.find((one) => typeof one === "function") as undefined;
    const { agent: _agent, createConnection: _connection, lookup: _lookup, ...kept } = options;
    const headers = { ...(kept.headers as http.OutgoingHttpHeaders), [MEANT]: wanted.host };
    const target = { protocol: "http:", hostname: "127.0.0.1", host: "127.0.0.1", port: stubs.port };
    return plain({ ...kept, ...target, headers }, callback);
  };
  const get = (...given: Given): http.ClientRequest => {
    const sent = turned(...given);
    sent.end();
    return sent;
  };
  Object.assign(module, { request: turned, get });
};

/** The same for `fetch`, which does not use the modules above. */
const turnFetch = (hosts: () => Hosts | undefined, last: (wanted: string) => void): void => {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { host, protocol, pathname, search } = new URL(request.url);
    const stubs = hosts();
    if (stubs?.isStubbed(host) !== true) {
      last(`${request.method} ${protocol}//${host}${pathname}${search}`);
      return real(request);
    }
    const headers = new Headers(request.headers);
    headers.set(MEANT, host);
    const body = request.body === null ? {} : { body: await request.arrayBuffer() };
    const { method, redirect, signal } = request;
    const url = `http://127.0.0.1:${stubs.port}${pathname}${search}`;
    return real(url, { method, redirect, signal, headers, ...body });
  };
};

interface Target {
  host?: string;
  port?: number | string;
  path?: string | null;
}

/** `connect(options)`, `connect(port, host)`, `connect(path)`; the module itself passes a list with the options first. */
const targetOf = (given: unknown[]): Target => {
  const [first, second] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
  if (typeof first === "object" && first !== null) return first;
  if (typeof first === "number")
    return { port: first, host: typeof second === "string" ? second : "localhost" };
  return { path: String(first) };
};

/** Datagrams need no connection: none leaves. */
const guardDatagrams = (report: (what: string) => void): void => {
  const refused = (...given: unknown[]): void => {
    report("a datagram (UDP)");
    const callback = given.at(-1);
    if (typeof callback === "function") process.nextTick(callback, refusal("a datagram"));
  };
  dgram.Socket.prototype.send = refused;
};

export const guardBorder = (): Border => {
  let report = (_what: string): void => undefined;
  const allowed = new Set<number>();
  let ownPort: number | undefined;
  let hosts: Hosts | undefined;
  let lastWanted = "";
  const remember = (wanted: string): void => void (lastWanted = wanted);
  turnRequests(http, "http:", () => hosts, remember);
  turnRequests(https, "https:", () => hosts, remember);
  turnFetch(() => hosts, remember);
  guardDatagrams((what) => report(what));
  syncBuiltinESMExports();

  const { connect } = net.Socket.prototype;
  const guarded = function (this: net.Socket, ...given: unknown[]): net.Socket {
    const target = targetOf(given);
    const host = target.host ?? "localhost";
    const port = Number(target.port);
    const isPipe = typeof target.path === "string"; // an agent passes null
    const isHere = !isPipe && LOOPBACK.test(host);
    if (isHere && port === USUAL_PORT && ownPort !== undefined) target.port = ownPort;
    const isAllowed = isHere && (allowed.has(port) || target.port === ownPort);
    if (isAllowed) return connect.apply(this, (typeof given[0] === "object" ? given : [target]) as never);
    const address = isPipe ? String(target.path) : `${host}:${port}`;
    const what = lastWanted.includes(host) ? lastWanted : `a connection to ${address}`;
    report(what);
    process.nextTick(() => this.destroy(refusal(what)));
    return this;
  };
  net.Socket.prototype.connect = guarded;

  return {
    onRefused: (given) => void (report = given),
    allow: (port) => void allowed.add(port),
    setOwnPort: (port) => void (ownPort = port),
    setHosts: (given) => {
      hosts = given;
      allowed.add(given.port);
    },
  };
};

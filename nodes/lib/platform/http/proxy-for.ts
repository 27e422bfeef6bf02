/** The ports that an entry of NO_PROXY means where the URL has none. */
const PORTS: Readonly<Record<string, string>> = { "https:": "443", "wss:": "443" };

/**
 * The proxy that the environment names for an https or wss URL, as curl and most programs read it: `https_proxy` or `all_proxy`,
 * in lower case first, unless the host is in `no_proxy`. `undefined` for the direct way.
 */
export const proxyFor = (url: string, env = process.env): string | undefined => {
  const protocol = url.slice(0, url.indexOf("/"));
  const proxy = valueOf(env, `${protocol.slice(0, -1)}_proxy`) || valueOf(env, "all_proxy");
  if (proxy === "") return undefined;
  const { host, port } = new URL(url);
  const to = { hostname: host.replace(/:\d*$/, ""), port: port || PORTS[protocol] };
  if (exceptions(valueOf(env, "no_proxy")).some((entry) => isMeant(entry, to))) return undefined;
  return proxy.includes("://") ? proxy : `${protocol}//${proxy}`;
};

const valueOf = (env: NodeJS.ProcessEnv, name: string): string => env[name] || env[name.toUpperCase()] || "";

const exceptions = (list: string): string[] =>
  list
    .toLowerCase()
    .split(/[,\s]/)
    .filter((entry) => entry !== "");

/** `host`, `.domain` or `*domain`, each with a port or without. */
const isMeant = (entry: string, to: { hostname: string; port: string | undefined }): boolean => {
  const [, host = entry, port] = /^(.+):(\d+)$/.exec(entry) ?? [];
  if (port !== undefined && Number(port) !== 0 && Number(port) !== Number(to.port)) return false;
  if (!/^[.*]/.test(host)) return host === to.hostname;
  return to.hostname.endsWith(host.replace(/^\*/, ""));
};
